namespace Flint.Optim;

/// <summary>Penalties on weights to add to a loss. Gradients flow through them; weight decay of an optimiser is the cheaper way to the L2 one.</summary>
public static class Penalty
{
    /// <summary>Σ |p| over all elements of all parameters, a scalar: <c>loss + 1e-4 * Penalty.L1(net.Parameters())</c>.</summary>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor L1(IEnumerable<Tensor> parameters) => Sum(parameters, p => p.Abs().Sum(), nameof(L1));

    /// <summary>Σ p² over all elements of all parameters, a scalar. Half of it times λ is what <c>weightDecay: λ</c> of SGD minimises.</summary>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor L2(IEnumerable<Tensor> parameters) => Sum(parameters, p => p.Square().Sum(), nameof(L2));

    static Tensor Sum(IEnumerable<Tensor> parameters, Func<Tensor, Tensor> of, string name)
    {
        Tensor? total = null;
        foreach (var p in parameters) total = total is null ? of(p) : total + of(p);
        return total ?? throw new ArgumentException($"Penalty.{name} got no parameters: pass net.Parameters() of a module that has some.", nameof(parameters));
    }
}

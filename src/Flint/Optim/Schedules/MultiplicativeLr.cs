namespace Flint.Optim;

/// <summary>The rate of a step is that of the step before times a factor of its own: <c>lr(t) = lr₀ · Π f(i), i = 1 to t</c> (torch MultiplicativeLR).</summary>
public sealed class MultiplicativeLr : Schedule
{
    readonly Func<int, double> factor;
    int reached;
    double product = 1;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="factor">f, from the step, 1 and up, to its factor; it always gives the same.</param>
    public MultiplicativeLr(Optimizer optimizer, Func<int, double> factor) : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(factor);
        this.factor = factor;
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr)
    {
        if (t < reached) (reached, product) = (0, 1);
        while (reached < t) product *= factor(++reached);
        return initialLr * product;
    }
}

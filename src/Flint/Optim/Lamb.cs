namespace Flint.Optim;

/// <summary>
/// LAMB (You et al. 2020, "Large Batch Optimization for Deep Learning", algorithm 2): AdamW with a rate per parameter tensor.
/// <code>
/// m ← β₁ m + (1 - β₁) g
/// v ← β₂ v + (1 - β₂) g²
/// r = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε) + λ p
/// p ← p - lr ‖p‖ / ‖r‖ · r           the ratio is 1 where a norm is 0
/// </code>
/// </summary>
public sealed class Lamb : Optimizer
{
    readonly double beta2, eps;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">β₁, how slowly the mean of the gradient forgets; a group's momentum.</param>
    /// <param name="beta2">β₂, how slowly the mean of its square forgets.</param>
    /// <param name="eps">ε, added outside the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Lamb(IEnumerable<Tensor> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-6, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta1, beta2, eps, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Lamb(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Lamb(IEnumerable<ParameterGroup> groups, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-6, double weightDecay = 0)
        : base(groups, lr, weightDecay, beta1)
    {
        AdamStep.Check(beta1, beta2, eps);
        (this.beta2, this.eps) = (beta2, eps);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => AdamStep.Init(p, state);

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        // Adam's step of rate -1 from zero is the direction.
        var r = Tensor.ZerosLike(p);
        Apply(new AdamStep(state.Step, 1, group.Momentum, beta2, eps), r, g, state["exp_avg"], state["exp_avg_sq"]);
        r = group.WeightDecay * p - r;
        var (size, step) = (Math.Sqrt(SumOfSquares(p)), Math.Sqrt(SumOfSquares(r)));
        p -= group.Lr * (size > 0 && step > 0 ? size / step : 1) * r;
    }
}

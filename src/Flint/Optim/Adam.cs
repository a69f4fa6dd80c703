namespace Flint.Optim;

/// <summary>
/// Adam (Kingma and Ba 2015), as torch.optim.Adam:
/// <code>
/// g ← g + λ p                        weight decay as an L2 penalty
/// m ← β₁ m + (1 - β₁) g
/// v ← β₂ v + (1 - β₂) g²
/// p ← p - lr / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)
/// </code>
/// </summary>
public sealed class Adam : Optimizer
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
    public Adam(
        IEnumerable<Tensor> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta1, beta2, eps, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Adam(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Adam(
        IEnumerable<ParameterGroup> groups, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
        : base(groups, lr, weightDecay, beta1)
    {
        AdamStep.Check(beta1, beta2, eps);
        (this.beta2, this.eps) = (beta2, eps);
    }

    /// <summary>AMSGrad (Reddi et al. 2018): the largest v so far in the place of v, kept as <c>max_exp_avg_sq</c>.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => AdamStep.Init(p, state, AmsGrad);

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        var step = new AdamStep(state.Step, group.Lr, group.Momentum, beta2, eps) { Penalty = group.WeightDecay };
        if (!AmsGrad)
        {
            Queue(step, p, g, state["exp_avg"], state["exp_avg_sq"]);
            return;
        }
        if (group.WeightDecay != 0) g = g + group.WeightDecay * p;
        Queue(new AmsMoments(group.Momentum, beta2), state["max_exp_avg_sq"], g, state["exp_avg"], state["exp_avg_sq"]);
        Queue(new AmsStep(step), p, state["exp_avg"], state["max_exp_avg_sq"]);
    }
}

using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Rectified Adam (Liu et al. 2020), as torch.optim.RAdam: while the mean square is of too few gradients, it is not used.
/// <code>
/// g ← g + λ p                        weight decay
/// m ← β₁ m + (1 - β₁) g
/// v ← β₂ v + (1 - β₂) g²
/// ρ∞ = 2 / (1 - β₂) - 1,  ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)
/// p ← p - lr m / (1 - β₁ᵗ) · r √(1 - β₂ᵗ) / (√v + ε)   with r² = (ρ - 4)(ρ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ) where ρ &gt; 5
/// p ← p - lr m / (1 - β₁ᵗ)                             else
/// </code>
/// </summary>
public sealed class RAdam : Optimizer
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
    public RAdam(IEnumerable<Tensor> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta1, beta2, eps, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="RAdam(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public RAdam(IEnumerable<ParameterGroup> groups, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
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
        double t = state.Step, power = Math.Pow(beta2, t), longest = 2 / (1 - beta2) - 1, length = longest - 2 * t * power / (1 - power);
        var rate = group.Lr / (1 - Math.Pow(group.Momentum, t));
        if (length > 5) rate *= Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length) * (1 - power));
        Queue(new Rectified(rate, length > 5, group.WeightDecay, group.Momentum, beta2, eps), p, g, state["exp_avg"], state["exp_avg_sq"]);
    }

    readonly struct Rectified(double rate, bool adapts, double decay, double beta1, double beta2, double eps) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V m, ref V v) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            m = V.Const(beta1) * m + V.Const(1 - beta1) * g;
            v = V.Const(beta2) * v + V.Const(1 - beta2) * g * g;
            var d = adapts ? m / (V.Sqrt(v) + V.Const(eps)) : m;
            p -= V.Const(rate) * d;
        }
    }
}

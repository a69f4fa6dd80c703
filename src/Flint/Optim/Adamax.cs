using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Adamax, Adam with the largest gradient in the place of the mean square (Kingma and Ba 2015, section 7.1), as torch.optim.Adamax:
/// <code>
/// g ← g + λ p                        weight decay
/// m ← β₁ m + (1 - β₁) g
/// u ← max(β₂ u, |g| + ε)
/// p ← p - lr / (1 - β₁ᵗ) · m / u
/// </code>
/// </summary>
public sealed class Adamax : Optimizer
{
    readonly double beta2, eps;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">β₁, how slowly the mean of the gradient forgets; a group's momentum.</param>
    /// <param name="beta2">β₂, how slowly the largest gradient is forgotten.</param>
    /// <param name="eps">ε, added to the gradient.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Adamax(IEnumerable<Tensor> parameters, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta1, beta2, eps, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Adamax(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Adamax(IEnumerable<ParameterGroup> groups, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
        : base(groups, lr, weightDecay, beta1)
    {
        AdamStep.Check(beta1, beta2, eps);
        (this.beta2, this.eps) = (beta2, eps);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        state["exp_avg"] = Tensor.ZerosLike(p);
        state["exp_inf"] = Tensor.ZerosLike(p);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => 
        Queue(new Largest(group.Lr / (1 - Math.Pow(group.Momentum, state.Step)), group.WeightDecay, group.Momentum, beta2, eps), p, g, state["exp_avg"], state["exp_inf"]);

    readonly struct Largest(double rate, double decay, double beta1, double beta2, double eps) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V m, ref V u) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            m = V.Const(beta1) * m + V.Const(1 - beta1) * g;
            u = V.Max(V.Const(beta2) * u, V.Abs(g) + V.Const(eps));
            p -= V.Const(rate) * m / u;
        }
    }
}

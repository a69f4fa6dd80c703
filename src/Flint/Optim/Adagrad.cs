using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Adagrad (Duchi et al. 2011), as torch.optim.Adagrad:
/// <code>
/// g ← g + λ p                        weight decay
/// s ← s + g²
/// p ← p - lr / (1 + (t - 1) η) · g / (√s + ε)
/// </code>
/// </summary>
public sealed class Adagrad : Optimizer
{
    readonly double lrDecay, initialAccumulatorValue, eps;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">η, how fast the rate falls.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="initialAccumulatorValue">What s starts from.</param>
    /// <param name="eps">ε, added outside the root.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Adagrad(IEnumerable<Tensor> parameters, double lr = 1e-2, double lrDecay = 0, double weightDecay = 0, double initialAccumulatorValue = 0, double eps = 1e-10)
        : this(OneGroup(parameters), lr, lrDecay, weightDecay, initialAccumulatorValue, eps) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Adagrad(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Adagrad(IEnumerable<ParameterGroup> groups, double lr = 1e-2, double lrDecay = 0, double weightDecay = 0, double initialAccumulatorValue = 0, double eps = 1e-10)
        : base(groups, lr, weightDecay)
    {
        HyperCheck.AtLeastZero(this, lrDecay); HyperCheck.AtLeastZero(this, initialAccumulatorValue); HyperCheck.AtLeastZero(this, eps);
        (this.lrDecay, this.initialAccumulatorValue, this.eps) = (lrDecay, initialAccumulatorValue, eps);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => state["sum"] = Tensor.Full(p.Shape, initialAccumulatorValue, p.DType);

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => 
        Queue(new Adapted(group.Lr / (1 + (state.Step - 1) * lrDecay), group.WeightDecay, eps), p, g, state["sum"]);

    readonly struct Adapted(double rate, double decay, double eps) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V s, ref V t) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            s += g * g;
            p -= V.Const(rate) * g / (V.Sqrt(s) + V.Const(eps));
        }
    }
}

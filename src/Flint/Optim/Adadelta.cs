using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Adadelta (Zeiler 2012), as torch.optim.Adadelta:
/// <code>
/// g ← g + λ p                        weight decay
/// v ← ρ v + (1 - ρ) g²
/// d = √(u + ε) / √(v + ε) · g
/// u ← ρ u + (1 - ρ) d²
/// p ← p - lr d
/// </code>
/// </summary>
public sealed class Adadelta : Optimizer
{
    readonly double rho, eps;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho">ρ, how slowly the means forget.</param>
    /// <param name="eps">ε, added inside the roots.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Adadelta(IEnumerable<Tensor> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weightDecay = 0)
        : this(OneGroup(parameters), lr, rho, eps, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Adadelta(IEnumerable{Tensor}, double, double, double, double)"/>
    public Adadelta(IEnumerable<ParameterGroup> groups, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weightDecay = 0)
        : base(groups, lr, weightDecay)
    {
        HyperCheck.Share(this, rho); HyperCheck.AtLeastZero(this, eps);
        (this.rho, this.eps) = (rho, eps);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        state["square_avg"] = Tensor.ZerosLike(p);
        state["acc_delta"] = Tensor.ZerosLike(p);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => 
        Queue(new Delta(group.Lr, group.WeightDecay, rho, eps), p, g, state["square_avg"], state["acc_delta"]);

    readonly struct Delta(double lr, double decay, double rho, double eps) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V v, ref V u) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            v = V.Const(rho) * v + V.Const(1 - rho) * g * g;
            var d = V.Sqrt(u + V.Const(eps)) / V.Sqrt(v + V.Const(eps)) * g;
            u = V.Const(rho) * u + V.Const(1 - rho) * d * d;
            p -= V.Const(lr) * d;
        }
    }
}

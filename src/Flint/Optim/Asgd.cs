using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Averaged stochastic gradient descent (Polyak and Juditsky 1992), as torch.optim.ASGD; the average is the state <c>ax</c>.
/// <code>
/// g ← g + λ p                        weight decay
/// p ← (1 - Λ η) p - η g
/// ax ← ax + μ (p - ax)
/// η ← lr / (1 + Λ lr t)^α,  μ ← 1 / max(1, t - t₀)
/// </code>
/// </summary>
public sealed class Asgd : Optimizer
{
    readonly double lambd, alpha, t0;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lambd">Λ, the decay term.</param>
    /// <param name="alpha">α, the power with which the rate falls.</param>
    /// <param name="t0">t₀, the step from which on the average is taken.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Asgd(IEnumerable<Tensor> parameters, double lr = 1e-2, double lambd = 1e-4, double alpha = 0.75, double t0 = 1e6, double weightDecay = 0)
        : this(OneGroup(parameters), lr, lambd, alpha, t0, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Asgd(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Asgd(IEnumerable<ParameterGroup> groups, double lr = 1e-2, double lambd = 1e-4, double alpha = 0.75, double t0 = 1e6, double weightDecay = 0)
        : base(groups, lr, weightDecay)
    {
        HyperCheck.AtLeastZero(this, lambd); HyperCheck.AtLeastZero(this, alpha); HyperCheck.AtLeastZero(this, t0);
        (this.lambd, this.alpha, this.t0) = (lambd, alpha, t0);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        state["eta"] = Tensor.Scalar(group.Lr, DType.Float64);
        state["mu"] = Tensor.Ones([], DType.Float64);
        state["ax"] = Tensor.ZerosLike(p);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        var eta = state["eta"].Item<double>();
        Queue(new Averaged(eta, lambd, group.WeightDecay, state["mu"].Item<double>()), p, g, state["ax"]);
        state["eta"].Fill(group.Lr / Math.Pow(1 + lambd * group.Lr * state.Step, alpha));
        state["mu"].Fill(1 / Math.Max(1, state.Step - t0));
    }

    readonly struct Averaged(double eta, double lambd, double decay, double mu) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V a, ref V t) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            p = V.Const(1 - lambd * eta) * p - V.Const(eta) * g;
            a += V.Const(mu) * (p - a);
        }
    }
}

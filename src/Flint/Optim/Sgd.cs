using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Stochastic gradient descent with momentum (Sutskever et al. 2013), as torch.optim.SGD:
/// <code>
/// g ← g + λ p                        weight decay
/// b ← μ b + (1 - τ) g                momentum; b = g in the first step
/// d = g + μ b (Nesterov) or b
/// p ← p - lr d
/// </code>
/// </summary>
public sealed class Sgd : Optimizer
{
    const string Velocity = "momentum_buffer";

    readonly double dampening;
    readonly bool nesterov;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">μ; 0 keeps no state.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="nesterov">Look ahead along the momentum; needs momentum and no dampening.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Sgd(
        IEnumerable<Tensor> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weightDecay = 0,
        bool nesterov = false)
        : this(OneGroup(parameters), lr, momentum, dampening, weightDecay, nesterov) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Sgd(IEnumerable{Tensor}, double, double, double, double, bool)"/>
    public Sgd(
        IEnumerable<ParameterGroup> groups, double lr = 1e-3, double momentum = 0, double dampening = 0, double weightDecay = 0,
        bool nesterov = false)
        : base(groups, lr, weightDecay, momentum)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException($"Nesterov needs a momentum above 0 and no dampening, but got momentum {momentum} and dampening {dampening}.");
        this.dampening = dampening;
        this.nesterov = nesterov;
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        if (group.Momentum != 0) state[Velocity] = Tensor.ZerosLike(p);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        if (group.Momentum == 0)
        {
            Queue(new Plain(group.Lr, group.WeightDecay), p, g);
            return;
        }
        // The momentum may have been raised after steps without: as in PyTorch, the buffer then starts as g.
        var isNew = !state.Contains(Velocity);
        if (isNew) Init(p, state, group);
        var share = isNew || state.Step == 1 ? 1 : 1 - dampening;
        Queue(new WithMomentum(group.Lr, group.WeightDecay, group.Momentum, share, nesterov), p, g, state[Velocity]);
    }

    readonly struct Plain(double lr, double decay) : IUpdate
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V s, ref V t) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            p -= V.Const(lr) * g;
        }
    }

    readonly struct WithMomentum(double lr, double decay, double momentum, double share, bool nesterov) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V b, ref V t) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            b = V.Const(momentum) * b + V.Const(share) * g;
            var d = nesterov ? V.Fma(V.Const(momentum), b, g) : b;
            p -= V.Const(lr) * d;
        }
    }
}

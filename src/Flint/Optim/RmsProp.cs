using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012; Graves 2013 for the centred form), as torch.optim.RMSprop:
/// <code>
/// g ← g + λ p                        weight decay
/// v ← α v + (1 - α) g²
/// d = g / (√v + ε)                   centred: a ← α a + (1 - α) g, √(v - a²) in the place of √v
/// b ← μ b + d                        with momentum; else b = d
/// p ← p - lr b
/// </code>
/// </summary>
public sealed class RmsProp : Optimizer
{
    readonly double alpha, eps;
    readonly bool centered;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">α, how slowly the mean of the square forgets.</param>
    /// <param name="eps">ε, added outside the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentum">μ; 0 keeps no buffer.</param>
    /// <param name="centered">Divides by the deviation of the gradient instead of its size.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public RmsProp(IEnumerable<Tensor> parameters, double lr = 1e-2, double alpha = 0.99, double eps = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : this(OneGroup(parameters), lr, alpha, eps, weightDecay, momentum, centered) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="RmsProp(IEnumerable{Tensor}, double, double, double, double, double, bool)"/>
    public RmsProp(IEnumerable<ParameterGroup> groups, double lr = 1e-2, double alpha = 0.99, double eps = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(groups, lr, weightDecay, momentum)
    {
        HyperCheck.Share(this, alpha); HyperCheck.AtLeastZero(this, eps);
        (this.alpha, this.eps, this.centered) = (alpha, eps, centered);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        state["square_avg"] = Tensor.ZerosLike(p);
        if (group.Momentum > 0) state["momentum_buffer"] = Tensor.ZerosLike(p);
        if (centered) state["grad_avg"] = Tensor.ZerosLike(p);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        if (group.Momentum > 0 && !state.Contains("momentum_buffer")) state["momentum_buffer"] = Tensor.ZerosLike(p);
        if (group.WeightDecay != 0) g = g + group.WeightDecay * p;
        var d = Tensor.EmptyLike(g, p.DType);
        if (centered) Queue(new Centred(alpha, eps), d, g, state["square_avg"], state["grad_avg"]);
        else Queue(new Scaled(alpha, eps), d, g, state["square_avg"]);
        if (group.Momentum > 0) Queue(new Momentum(group.Lr, group.Momentum), p, d, state["momentum_buffer"]);
        else Queue(new Descent(group.Lr), p, d);
    }

    readonly struct Scaled(double alpha, double eps) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V v, ref V t) where V : struct, ILane<V>
        {
            v = V.Const(alpha) * v + V.Const(1 - alpha) * g * g;
            p = g / (V.Sqrt(v) + V.Const(eps));
        }
    }

    readonly struct Centred(double alpha, double eps) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V v, ref V a) where V : struct, ILane<V>
        {
            v = V.Const(alpha) * v + V.Const(1 - alpha) * g * g;
            a = V.Const(alpha) * a + V.Const(1 - alpha) * g;
            p = g / (V.Sqrt(v - a * a) + V.Const(eps));
        }
    }

    readonly struct Momentum(double lr, double momentum) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V b, ref V t) where V : struct, ILane<V>
        {
            b = V.Const(momentum) * b + g;
            p -= V.Const(lr) * b;
        }
    }

    readonly struct Descent(double lr) : IUpdate
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V s, ref V t) where V : struct, ILane<V>
        {
            p -= V.Const(lr) * g;
        }
    }
}

using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", algorithm 2): steps of one size, in the direction of a sign.
/// <code>
/// c = β₁ m + (1 - β₁) g
/// p ← p - lr (sign(c) + λ p)         decoupled weight decay
/// m ← β₂ m + (1 - β₂) g
/// </code>
/// The paper advises a rate 3 to 10 times smaller, and a weight decay as much larger, than AdamW's.
/// </summary>
public sealed class Lion : Optimizer
{
    readonly double beta2;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">β₁, the share of the mean in the direction; a group's momentum.</param>
    /// <param name="beta2">β₂, how slowly the mean forgets.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Lion(IEnumerable<Tensor> parameters, double lr = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta1, beta2, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Lion(IEnumerable{Tensor}, double, double, double, double)"/>
    public Lion(IEnumerable<ParameterGroup> groups, double lr = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(groups, lr, weightDecay, beta1)
    {
        HyperCheck.Share(this, beta1); HyperCheck.Share(this, beta2);
        this.beta2 = beta2;
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => state["exp_avg"] = Tensor.ZerosLike(p);

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => 
        Queue(new Sign(group.Lr, group.WeightDecay, group.Momentum, beta2), p, g, state["exp_avg"]);

    readonly struct Sign(double lr, double decay, double beta1, double beta2) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V m, ref V t) where V : struct, ILane<V>
        {
            var c = V.Const(beta1) * m + V.Const(1 - beta1) * g;
            p *= V.Const(1 - lr * decay);
            p -= V.Select(c > V.Zero, V.Const(lr), V.Select(c < V.Zero, V.Const(-lr), V.Zero));
            m = V.Const(beta2) * m + V.Const(1 - beta2) * g;
        }
    }
}

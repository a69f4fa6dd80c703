using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// Resilient backpropagation (Riedmiller and Braun 1993), as torch.optim.Rprop: only the signs of whole-batch gradients count.
/// <code>
/// s ← s · η⁺ where g · prev &gt; 0, s · η⁻ where it is &lt; 0, between minStep and maxStep
/// g ← 0 where g · prev &lt; 0
/// p ← p - sign(g) s,  prev ← g
/// </code>
/// </summary>
public sealed class Rprop : Optimizer
{
    readonly double etaMinus, etaPlus, minStep, maxStep;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The first step of every element.</param>
    /// <param name="etaMinus">η⁻, 0 to 1.</param>
    /// <param name="etaPlus">η⁺, above 1.</param>
    /// <param name="minStep">The smallest step.</param>
    /// <param name="maxStep">The largest step.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Rprop(IEnumerable<Tensor> parameters, double lr = 1e-2, double etaMinus = 0.5, double etaPlus = 1.2, double minStep = 1e-6, double maxStep = 50)
        : this(OneGroup(parameters), lr, etaMinus, etaPlus, minStep, maxStep) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Rprop(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public Rprop(IEnumerable<ParameterGroup> groups, double lr = 1e-2, double etaMinus = 0.5, double etaPlus = 1.2, double minStep = 1e-6, double maxStep = 50)
        : base(groups, lr)
    {
        HyperCheck.Share(this, etaMinus); HyperCheck.AtLeastZero(this, minStep); HyperCheck.AtLeastZero(this, maxStep);
        if (!(etaPlus > 1)) throw new ArgumentException($"Rprop needs an etaPlus above 1, but got {etaPlus}.");
        (this.etaMinus, this.etaPlus, this.minStep, this.maxStep) = (etaMinus, etaPlus, minStep, maxStep);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        state["prev"] = Tensor.ZerosLike(p);
        state["step_size"] = Tensor.Full(p.Shape, group.Lr, p.DType);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => 
        Queue(new Signs(etaMinus, etaPlus, minStep, maxStep), p, g, state["prev"], state["step_size"]);

    readonly struct Signs(double minus, double plus, double least, double most) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V b, ref V s) where V : struct, ILane<V>
        {
            var product = g * b;
            var factor = V.Select(product > V.Zero, V.Const(plus), V.Select(product < V.Zero, V.Const(minus), V.One));
            s = V.Min(V.Max(s * factor, V.Const(least)), V.Const(most));
            g = V.Select(product < V.Zero, V.Zero, g);
            p -= V.Select(g > V.Zero, s, V.Select(g < V.Zero, -s, V.Zero));
            b = g;
        }
    }
}

using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// NAdam, Adam with Nesterov momentum (Dozat 2016), as torch.optim.NAdam since PyTorch 2:
/// <code>
/// g ← g + λ p                        weight decay
/// m ← β₁ m + (1 - β₁) g
/// v ← β₂ v + (1 - β₂) g²
/// μᵢ = β₁ (1 - ½ · 0.96^(i ψ))
/// p ← p - lr ((1 - μₜ) / (1 - Πᵢ₌₁ᵗ μᵢ) · g + μₜ₊₁ / (1 - Πᵢ₌₁ᵗ⁺¹ μᵢ) · m) / (√(v / (1 - β₂ᵗ)) + ε)
/// </code>
/// </summary>
public sealed class NAdam : Optimizer
{
    readonly double beta2, eps, momentumDecay;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">β₁, how slowly the mean of the gradient forgets; a group's momentum.</param>
    /// <param name="beta2">β₂, how slowly the mean of its square forgets.</param>
    /// <param name="eps">ε, added outside the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentumDecay">ψ, how fast the momentum reaches β₁.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public NAdam(IEnumerable<Tensor> parameters, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0, double momentumDecay = 4e-3)
        : this(OneGroup(parameters), lr, beta1, beta2, eps, weightDecay, momentumDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="NAdam(IEnumerable{Tensor}, double, double, double, double, double, double)"/>
    public NAdam(IEnumerable<ParameterGroup> groups, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0, double momentumDecay = 4e-3)
        : base(groups, lr, weightDecay, beta1)
    {
        AdamStep.Check(beta1, beta2, eps); HyperCheck.AtLeastZero(this, momentumDecay);
        (this.beta2, this.eps, this.momentumDecay) = (beta2, eps, momentumDecay);
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        AdamStep.Init(p, state);
        state["mu_product"] = Tensor.Ones([], DType.Float64);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        double t = state.Step, now = Mu(t), next = Mu(t + 1), product = state["mu_product"].Item<double>() * now;
        state["mu_product"].Fill(product);
        var update = new Nesterov(
            group.Lr * (1 - now) / (1 - product), group.Lr * next / (1 - product * next), 1 / Math.Sqrt(1 - Math.Pow(beta2, t)), group.WeightDecay, group.Momentum, beta2, eps);
        Queue(update, p, g, state["exp_avg"], state["exp_avg_sq"]);

        double Mu(double step) => group.Momentum * (1 - 0.5 * Math.Pow(0.96, step * momentumDecay));
    }

    readonly struct Nesterov(double gradientRate, double meanRate, double unbias, double decay, double beta1, double beta2, double eps) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V p, V g, ref V m, ref V v) where V : struct, ILane<V>
        {
            g = V.Fma(V.Const(decay), p, g);
            m = V.Const(beta1) * m + V.Const(1 - beta1) * g;
            v = V.Const(beta2) * v + V.Const(1 - beta2) * g * g;
            p -= (V.Const(gradientRate) * g + V.Const(meanRate) * m) / (V.Sqrt(v) * V.Const(unbias) + V.Const(eps));
        }
    }
}

namespace Flint.Optim;

/// <summary>
/// Muon (Jordan et al. 2024), as torch.optim.Muon: momentum whose matrix is made orthogonal by five Newton-Schulz steps. It trains matrices
/// only; give vectors, embeddings and the last layer to an <see cref="AdamW"/> beside it.
/// <code>
/// b ← μ b + (1 - μ) g,  u = μ b + (1 - μ) g (Nesterov) or b
/// X = u / ‖u‖,  five times: A = X Xᵀ,  X ← a X + (b A + c A²) X    with a = 3.4445, b = -4.775, c = 2.0315
/// p ← p - lr λ p - lr √max(1, rows / columns) · X
/// </code>
/// </summary>
public sealed class Muon : Optimizer
{
    readonly bool nesterov;
    readonly int steps;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="nesterov">Look ahead along the momentum.</param>
    /// <param name="steps">Newton-Schulz steps.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Muon(IEnumerable<Tensor> parameters, double lr = 1e-3, double weightDecay = 0.1, double momentum = 0.95, bool nesterov = true, int steps = 5)
        : this(OneGroup(parameters), lr, weightDecay, momentum, nesterov, steps) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Muon(IEnumerable{Tensor}, double, double, double, bool, int)"/>
    public Muon(IEnumerable<ParameterGroup> groups, double lr = 1e-3, double weightDecay = 0.1, double momentum = 0.95, bool nesterov = true, int steps = 5)
        : base(groups, lr, weightDecay, momentum)
    {
        HyperCheck.Share(this, momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (Groups.SelectMany(g => g.Parameters).FirstOrDefault(p => p.Rank != 2) is { } other)
            throw new ArgumentException($"Muon trains matrices, but got parameter '{NameOf(other)}' of shape {other.Shape}: give those of another rank to an AdamW, net.Parameters().Where(p => p.Rank != 2).");
        (this.nesterov, this.steps) = (nesterov, steps);
    }

    // The quintic that drives every singular value to about 1 (Jordan et al. 2024, "Muon", section "Tuning the coefficients").
    Tensor Orthogonal(Tensor x)
    {
        const double A = 3.4445, B = -4.775, C = 2.0315;
        var isTall = x.Size(0) > x.Size(1);
        if (isTall) x = x.Transpose(0, 1);
        x = x / Math.Max(Math.Sqrt(SumOfSquares(x)), 1e-7);
        for (var i = 0; i < steps; i++)
        {
            var square = x.MatMul(x.Transpose(0, 1));
            x = A * x + (B * square + C * square.MatMul(square)).MatMul(x);
        }
        return isTall ? x.Transpose(0, 1) : x;
    }

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => state["momentum_buffer"] = Tensor.ZerosLike(p);

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        var (b, share) = (state["momentum_buffer"], 1 - group.Momentum);
        g = g.To(p.DType);
        b += share * (g - b);
        var x = Orthogonal(nesterov ? g + group.Momentum * (b - g) : b);
        p *= 1 - group.Lr * group.WeightDecay;
        p -= group.Lr * Math.Sqrt(Math.Max(1, p.Size(0) / (double)Math.Max(1, p.Size(1)))) * x;
    }
}

namespace Flint.Optim;

/// <summary>
/// Adafactor (Shazeer and Stern 2018), as torch.optim.Adafactor: of a matrix's mean squares only those of rows and columns are kept.
/// <code>
/// β = 1 - t^decay
/// R ← β R + (1 - β) mean of g² over columns,  C ← β C + (1 - β) mean of g² over rows,  V = R C / mean(R)
/// V ← β V + (1 - β) g²                     for vectors and scalars
/// u = g / √V,  u ← u / max(1, rms(u) / d)
/// p ← p - lr λ p - max(ε₂, rms(p)) · min(lr, 1 / √t) · u
/// </code>
/// Sizes before the last two are a batch of matrices.
/// </summary>
public sealed class Adafactor : Optimizer
{
    readonly double beta2Decay, eps2, d;
    readonly double? eps1;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta2Decay">decay, the power with which 1 - β falls; below 0.</param>
    /// <param name="eps1">The least mean square's root; if not given, the smallest difference from 1 in the parameter's dtype.</param>
    /// <param name="eps2">ε₂, the least size of a parameter.</param>
    /// <param name="d">The largest rms of a step.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is nothing to train.</exception>
    public Adafactor(IEnumerable<Tensor> parameters, double lr = 1e-2, double beta2Decay = -0.8, double? eps1 = null, double eps2 = 1e-3, double d = 1, double weightDecay = 0)
        : this(OneGroup(parameters), lr, beta2Decay, eps1, eps2, d, weightDecay) { }

    /// <summary>Trains groups of parameters, each with its own hyperparameters.</summary>
    /// <inheritdoc cref="Adafactor(IEnumerable{Tensor}, double, double, double?, double, double, double)"/>
    public Adafactor(IEnumerable<ParameterGroup> groups, double lr = 1e-2, double beta2Decay = -0.8, double? eps1 = null, double eps2 = 1e-3, double d = 1, double weightDecay = 0)
        : base(groups, lr, weightDecay)
    {
        HyperCheck.AtLeastZero(this, eps2);
        if (!(beta2Decay <= 0 && d > 0 && eps1 is null or >= 0)) throw new ArgumentException($"Adafactor needs a beta2Decay of 0 or less, a d above 0 and an eps1 of 0 or more, but got {beta2Decay}, {d} and {eps1}.");
        (this.beta2Decay, this.eps2, this.d, this.eps1) = (beta2Decay, eps2, d, eps1);
    }

    static double Rms(Tensor x) => x.Count == 0 ? 0 : Math.Sqrt(SumOfSquares(x) / x.Count);

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        int[] sizes = p.Shape.ToArray();
        if (p.Rank < 2) state["variance"] = Tensor.ZerosLike(p);
        if (p.Rank < 2) return;
        state["row_var"] = Tensor.Zeros([.. sizes[..^1], 1], p.DType);
        state["col_var"] = Tensor.Zeros([.. sizes[..^2], 1, sizes[^1]], p.DType);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
    {
        var least = eps1 ?? p.DType.Spacing;
        double t = state.Step, share = Math.Pow(t, beta2Decay);
        g = g.To(p.DType);
        var squares = g * g;
        Tensor variance;
        if (p.Rank > 1)
        {
            var (row, column) = (state["row_var"], state["col_var"]);
            row += share * (squares.Mean(-1, keepDim: true) - row);
            column += share * (squares.Mean(-2, keepDim: true) - column);
            variance = row.MatMul(column) / row.Mean(-2, keepDim: true).Clamp(min: least);
        }
        else
        {
            variance = state["variance"];
            variance += share * (squares - variance);
        }
        var update = g / variance.Clamp(min: least * least).Sqrt();
        var rate = Math.Max(eps2, Rms(p)) * Math.Min(group.Lr, 1 / Math.Sqrt(t)) / Math.Max(1, Rms(update) / d);
        if (group.WeightDecay != 0) p *= 1 - group.Lr * group.WeightDecay;
        p -= rate * update;
    }
}

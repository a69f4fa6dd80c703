namespace Flint.NN;

/// <summary>
/// A layer whose weight is divided by its largest singular value, so that it stretches no input (Miyato et al. 2018; torch.nn.utils
/// spectral_norm, with its keys <c>weight_orig</c>, <c>weight_u</c> and <c>weight_v</c>).
/// </summary>
/// <remarks>
/// The value is <c>u · W v</c>; each forward pass in training moves the buffers u and v nearer to the singular vectors by power iteration,
/// <c>v ← Wᵀ u / |Wᵀ u|</c>, <c>u ← W v / |W v|</c>. They start as random directions.
/// </remarks>
/// <example><c>net.Replace&lt;Conv2d&gt;(conv => new SpectralNorm(conv));</c></example>
public sealed class SpectralNorm : Module, ILayer
{
    [NotState]
    readonly IWeightLayer layer;
    readonly int nPowerIterations, dim;
    readonly double eps;

    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">Its weight becomes <see cref="WeightOrig"/>.</param>
    /// <param name="nPowerIterations">Power iterations a forward pass in training.</param>
    /// <param name="eps">The least length that is divided by.</param>
    /// <param name="dim">The dimension of outputs; not given, 1 for transposed convolutions, else 0.</param>
    /// <param name="generator">For u and v; the ambient one where not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no iterations.</exception>
    /// <exception cref="TensorIndexException">The weight has no such dimension.</exception>
    public SpectralNorm(IWeightLayer layer, int nPowerIterations = 1, double eps = 1e-12, int? dim = null, Generator? generator = null)
    {
        LayerCheck.AtLeast(1, nPowerIterations, GetType());
        (this.layer, this.nPowerIterations, this.eps) = (layer, nPowerIterations, eps);
        (Bias, WeightOrig) = (layer.Bias, layer.Weight);
        this.dim = WrappedLayer.Dimension("SpectralNorm", WeightOrig, dim ?? (layer is ConvTranspose ? 1 : 0));
        var rows = WeightOrig.Size(this.dim);
        Tensor Direction(int size) => Buffer(Tensor.Normal([size], 0, 1, WeightOrig.DType, generator).Normalize(2, 0, eps));
        WeightU = Direction(rows);
        WeightV = Direction((int)(WeightOrig.Count / Math.Max(1, rows)));
    }

    /// <summary>The layer's bias, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>The weight before the division.</summary>
    public Tensor WeightOrig { get; }

    /// <summary>u, the left singular vector, [outputs].</summary>
    public Tensor WeightU { get; }

    /// <summary>v, the right singular vector.</summary>
    public Tensor WeightV { get; }

    /// <summary>Applies the layer with the divided weight.</summary>
    public Tensor Forward(Tensor x)
    {
        if (IsTraining) Iterate();
        return Observe(layer.Forward(x, Weight()));
    }

    /// <summary>The layer itself, with the weight as it is now: <c>net.Replace&lt;SpectralNorm&gt;(norm => norm.Remove())</c>.</summary>
    /// <exception cref="StateException">The wrapped layer is not a module.</exception>
    public Module Remove() => WrappedLayer.Bake(layer, Weight());

    Tensor Matrix() => WeightOrig.Movedim(dim, 0).Reshape(WeightOrig.Size(dim), -1);

    void Iterate()
    {
        using var _ = new NoGrad();
        var matrix = Matrix();
        for (var i = 0; i < nPowerIterations; i++)
        {
            WeightV.CopyFrom(matrix.Transpose(0, 1).MatMul(WeightU).Normalize(2, 0, eps));
            WeightU.CopyFrom(matrix.MatMul(WeightV).Normalize(2, 0, eps));
        }
    }

    // Clones: a second pass before the backward pass of the first moves the buffers.
    Tensor Weight() => WeightOrig / (WeightU.Clone() * Matrix().MatMul(WeightV.Clone())).Sum();
}

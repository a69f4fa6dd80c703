namespace Flint.NN;

/// <summary>
/// A layer whose weight is <c>g · v / |v|</c>, so that length and direction are trained apart (Salimans and Kingma 2016; torch.nn.utils
/// weight_norm, with its keys <c>weight_g</c> and <c>weight_v</c>).
/// </summary>
/// <example><c>net.Replace&lt;Conv1d&gt;(conv => new WeightNorm(conv));</c></example>
public sealed class WeightNorm : Module, ILayer
{
    [NotState]
    readonly IWeightLayer layer;
    readonly int[]? dims;

    /// <summary>Wraps a layer; at first it computes what it did before.</summary>
    /// <param name="layer">Its weight becomes <see cref="WeightV"/>.</param>
    /// <param name="dim">The dimension of the weight along which each index has a length of its own; null: one length for all.</param>
    /// <exception cref="TensorIndexException">The weight has no such dimension.</exception>
    public WeightNorm(IWeightLayer layer, int? dim = 0)
    {
        this.layer = layer;
        (Bias, WeightV) = (layer.Bias, layer.Weight);
        var kept = dim is { } d ? WrappedLayer.Dimension("WeightNorm", WeightV, d) : -1;
        dims = kept < 0 ? null : [.. Enumerable.Range(0, WeightV.Rank).Where(i => i != kept)];
        WeightG = Parameter(Length().Detach().Clone());
    }

    /// <summary>The layer's bias, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>g, the lengths: the weight's shape with all dimensions but one of size 1, or a scalar.</summary>
    public Tensor WeightG { get; }

    /// <summary>v, the directions, of the weight's shape.</summary>
    public Tensor WeightV { get; }

    /// <summary>Applies the layer with the weight g · v / |v|.</summary>
    public Tensor Forward(Tensor x) => Observe(layer.Forward(x, Weight()));

    /// <summary>The layer itself, with the weight as it is now: <c>net.Replace&lt;WeightNorm&gt;(norm => norm.Remove())</c>.</summary>
    /// <exception cref="StateException">The wrapped layer is not a module.</exception>
    public Module Remove() => WrappedLayer.Bake(layer, Weight());

    Tensor Weight() => WeightV * (WeightG / Length());

    Tensor Length() => dims is null ? WeightV.Norm() : dims.Length == 0 ? WeightV.Abs() : WeightV.Norm(2, dims, keepDim: true);
}

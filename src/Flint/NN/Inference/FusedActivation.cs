using Flint.Kernels;

namespace Flint.NN;

/// <summary>
/// A convolution, the norm that is folded into it, and the rectifier behind them in one pass, where nothing is recorded and nobody looks at what lies
/// between. The bits are those of one layer after the other.
/// </summary>
static class FusedActivation
{
    /// <summary><c>relu(norm(conv(x)))</c>.</summary>
    internal static Tensor ConvNormRelu(Conv conv, BatchNorm norm, Tensor x) =>
        Fits(conv, x) && IsPassed(norm) ? conv.Forward(x, conv.Weight, Clamp.Relu) : norm.Forward(conv.Forward(x)).Relu();

    /// <summary>Applies as many of the layers from <paramref name="index"/> on as can be one, at least the first, and moves the index behind them.</summary>
    internal static Tensor Forward(IReadOnlyList<ILayer> layers, ref int index, Tensor x)
    {
        var layer = layers[index++];
        if (layer is not Conv conv || !Fits(conv, x)) return layer.Forward(x);
        var next = index;
        if (next < layers.Count && layers[next] is BatchNorm norm && IsPassed(norm)) next++;
        if (next == layers.Count || Of(layers[next]) is not { } clamp) return layer.Forward(x);
        index = next + 1;
        return conv.Forward(x, conv.Weight, clamp);
    }

    static bool Fits(Conv conv, Tensor x) => !Tape.Enabled && !conv.IsObserved && x.Rank == ((IAffineLayer)conv).BatchRank;

    static bool IsPassed(BatchNorm norm) => norm.IsFolded && !norm.IsObserved;

    static Clamp? Of(ILayer layer) => layer switch
    {
        Relu { IsObserved: false } => Clamp.Relu,
        Relu6 { IsObserved: false } => Clamp.Relu6,
        _ => null,
    };
}

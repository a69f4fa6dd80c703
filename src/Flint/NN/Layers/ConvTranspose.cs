namespace Flint.NN;

/// <summary>
/// A transposed convolution of one, two or three dimensions (torch ConvTranspose1d, 2d, 3d): the gradient of a convolution with respect to
/// its input, used to enlarge. Each input adds its multiple of the kernel to the output:
/// <c>y[n, o, p · stride + u · dilation - padding] += x[n, c, p] · W[c, o, u]</c>.
/// </summary>
/// <remarks>
/// Weight [in, out / groups, kernel] and bias [out] start as U(±1/√(out / groups · kernel elements)). Padding of the output is cut off;
/// only zeros make sense, so there is no padding mode.
/// </remarks>
public abstract class ConvTranspose : Module, IAffineLayer
{
    readonly int[] stride, padding, outputPadding, dilation;
    readonly int groups;
    Tensor weight;
    Tensor? bias;

    private protected ConvTranspose(
        int inChannels, int outChannels, int[] kernel, int[] stride, int[] padding, int[] outputPadding, int groups, bool bias, int[] dilation)
    {
        LayerCheck.Channels(inChannels, outChannels, groups, GetType());
        LayerCheck.AtLeast(1, kernel, GetType());
        LayerCheck.AtLeast(1, stride, GetType());
        LayerCheck.AtLeast(0, padding, GetType());
        LayerCheck.AtLeast(0, outputPadding, GetType());
        LayerCheck.AtLeast(1, dilation, GetType());
        (this.stride, this.padding, this.outputPadding, this.dilation, this.groups) = (stride, padding, outputPadding, dilation, groups);
        weight = Parameter(Init.DefaultWeight([inChannels, outChannels / groups, .. kernel]));
        this.bias = bias ? Parameter(Init.DefaultBias(weight, outChannels)) : null;
    }

    /// <summary>W, [in, out / groups, kernel].</summary>
    public Tensor Weight => weight;

    /// <summary>b, [out], or null.</summary>
    public Tensor? Bias => bias;

    private protected abstract string Expects { get; }

    private protected abstract Tensor Convolve(Tensor x, Tensor weight, int[] stride, int[] padding, int[] outputPadding, int groups, int[] dilation);

    /// <summary>[N, in, ...] to [N, out, ...] (or without N); each size becomes (size - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels, or nothing is left of the output.</exception>
    public Tensor Forward(Tensor x) => Forward(x, Weight);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor weight)
    {
        var dims = stride.Length;
        if (x.Rank != dims + 1 && x.Rank != dims + 2)
            throw new ShapeException($"{Label} expects {Expects} but got {x.Shape}.");
        if (x.Size(-dims - 1) != weight.Size(0))
            throw new ShapeException($"{Label} expects {weight.Size(0)} input channels (weight {weight.Shape}) but got {x.Shape}: channels are dimension {x.Rank - dims - 1}.");
        return Observe(Convolve(x, weight, stride, padding, outputPadding, groups, dilation));
    }

    int IAffineLayer.OutChannels => weight.Size(1) * groups;

    int IAffineLayer.BatchRank => stride.Length + 2;

    /// <summary>Input channels come first, those of a group together: each group has outputs of its own.</summary>
    void IAffineLayer.Absorb(Tensor scale, Tensor shift)
    {
        var ofGroups = weight.Reshape([groups, -1, .. weight.Layout.Sizes[1..]]);
        var scales = scale.Reshape([groups, 1, -1, .. Enumerable.Repeat(1, weight.Rank - 2)]);
        (weight, bias) = (Affine.Weight(ofGroups, scales, weight.Shape), Affine.Bias(bias, scale, shift, weight.DType));
    }
}

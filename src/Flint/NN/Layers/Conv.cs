using Flint.Kernels;

namespace Flint.NN;

/// <summary>
/// A convolution of one, two or three dimensions (torch Conv1d, Conv2d, Conv3d): each output is a sum over a window of all channels of
/// its group, <c>y[n, o, p] = b[o] + Σ x[n, c, p · stride + u · dilation - padding] · W[o, c, u]</c> over c and u.
/// </summary>
/// <remarks>Weight [out, in / groups, kernel] and bias [out] start as U(±1/√(in / groups · kernel elements)).</remarks>
public abstract class Conv : Module, IAffineLayer, ISampleLayer
{
    readonly int[] stride, dilation;
    readonly int groups;
    readonly Padding padding;
    readonly PadMode paddingMode;
    Tensor weight;
    Tensor? bias;

    private protected Conv(
        int inChannels, int outChannels, int[] kernel, int[] stride, Padding padding, int[] dilation, int groups, bool bias, PadMode paddingMode)
    {
        LayerCheck.Channels(inChannels, outChannels, groups, GetType());
        LayerCheck.AtLeast(1, kernel, GetType());
        LayerCheck.AtLeast(1, stride, GetType());
        LayerCheck.AtLeast(1, dilation, GetType());
        LayerCheck.AtLeast(0, padding.Of(GetType().Name, kernel, stride, dilation).Before, GetType(), nameof(padding));
        (this.stride, this.padding, this.dilation, this.groups, this.paddingMode) = (stride, padding, dilation, groups, paddingMode);
        weight = Parameter(Init.DefaultWeight([outChannels, inChannels / groups, .. kernel]));
        this.bias = bias ? Parameter(Init.DefaultBias(weight)) : null;
    }

    /// <summary>W, [out, in / groups, kernel].</summary>
    public Tensor Weight { get => weight; init => weight = value; }

    /// <summary>b, [out], or null.</summary>
    public Tensor? Bias => bias;

    private protected abstract string Expects { get; }

    private protected abstract Tensor Convolve(Tensor x, Tensor weight, int[] stride, Padding padding, int[] dilation, int groups);

    private protected virtual Tensor Convolve(Clamp clamp, Tensor x, Tensor weight, int[] stride, Padding padding, int[] dilation, int groups) =>
        Convolve(x, weight, stride, padding, dilation, groups).Hardtanh(clamp.Least, clamp.Most);

    /// <summary>[N, in, ...] to [N, out, ...] (or without N); each size becomes ⌊(size + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels, or the kernel does not fit into the padded input.</exception>
    public Tensor Forward(Tensor x) => Forward(x, Weight);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor weight) => Forward(x, weight, null);

    /// <summary>With limits of the results, where nothing is recorded.</summary>
    internal Tensor Forward(Tensor x, Tensor weight, Clamp? clamp)
    {
        var (dims, channels) = (stride.Length, weight.Size(1) * groups);
        if (x.Rank != dims + 1 && x.Rank != dims + 2)
            throw new ShapeException($"{Label} expects {Expects} but got {x.Shape}.");
        if (x.Size(-dims - 1) != channels)
            throw new ShapeException($"{Label} expects {channels} input channels (weight {weight.Shape}) but got {x.Shape}: channels are dimension {x.Rank - dims - 1}.");
        if (paddingMode == PadMode.Constant) return Result(Product(x, padding));
        var (before, after) = padding.Of(Label, Conv1dOps.KernelOf(weight), stride, dilation);
        return Result(Product(x.Pad(Pairs(before, after), paddingMode), Padding.Valid));

        Tensor Product(Tensor images, Padding around) => clamp is { } limits
            ? Convolve(limits, images, weight, stride, around, dilation, groups)
            : Convolve(images, weight, stride, around, dilation, groups);

        Tensor Result(Tensor y) => ReferenceEquals(weight, Weight) ? ObserveCall(y, x) : Observe(y);
    }

    int IAffineLayer.OutChannels => weight.Size(0);

    int IAffineLayer.BatchRank => stride.Length + 2;

    void IAffineLayer.Absorb(Tensor scale, Tensor shift) =>
        (weight, bias) = (Affine.Weight(weight, scale.Reshape([-1, .. Enumerable.Repeat(1, weight.Rank - 1)])), Affine.Bias(bias, scale, shift, weight.DType));

    int ISampleLayer.SampleRank => stride.Length + 1;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy)
    {
        var (before, after) = padding.Of(Label, Conv1dOps.KernelOf(Weight), stride, dilation);
        if (paddingMode == PadMode.Constant && before.SequenceEqual(after))
            return SampleConvolution.WeightGradients(x, dy, Weight, stride, before, dilation, groups);
        return SampleConvolution.WeightGradients(x.Pad(Pairs(before, after), paddingMode), dy, Weight, stride, new int[stride.Length], dilation, groups);
    }

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToChannels();

    /// <summary>As Pad takes them: the last dimension first.</summary>
    static int[] Pairs(int[] before, int[] after) => [.. before.Zip(after, (b, a) => new[] { b, a }).Reverse().SelectMany(pair => pair)];
}

namespace Flint.NN;

/// <summary>
/// A two-dimensional convolution (torch Conv2d):
/// <c>y[n, o, i, j] = b[o] + Σ x[n, c, i·stride + u·dilation - padding, j·stride + v·dilation - padding] · W[o, c, u, v]</c> over c, u, v.
/// </summary>
/// <remarks>Weight [out, in / groups, kh, kw] and bias [out] start as U(±1/√(in / groups · kh · kw)).</remarks>
public sealed class Conv2d : Module, ILayer
{
    readonly Pair stride, padding, dilation;
    readonly int groups;

    /// <summary>A layer with random weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Step between windows; 1 where not given.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Step between the window's cells; 1 where not given.</param>
    /// <param name="groups">Input and output channels are split into so many groups that do not see each other.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <exception cref="ArgumentException">A size is too small, or the channels cannot be split into these groups.</exception>
    public Conv2d(
        int inChannels, int outChannels, Pair kernel, Pair? stride = null, Pair padding = default, Pair? dilation = null, int groups = 1, bool bias = true)
    {
        LayerCheck.AtLeast(0, inChannels, GetType());
        LayerCheck.AtLeast(0, outChannels, GetType());
        LayerCheck.AtLeast(1, kernel, GetType());
        LayerCheck.AtLeast(1, stride ?? 1, GetType(), nameof(stride));
        LayerCheck.AtLeast(0, padding, GetType());
        LayerCheck.AtLeast(1, dilation ?? 1, GetType(), nameof(dilation));
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"Conv2d cannot split {inChannels} input and {outChannels} output channels into {groups} groups: both must be multiples.");
        (this.stride, this.padding, this.dilation, this.groups) = (stride ?? 1, padding, dilation ?? 1, groups);
        Weight = Parameter(Init.DefaultWeight([outChannels, inChannels / groups, kernel.Height, kernel.Width]));
        Bias = bias ? Parameter(Init.DefaultBias(Weight)) : null;
    }

    /// <summary>W, [out, in / groups, kh, kw].</summary>
    public Tensor Weight { get; init; }

    /// <summary>b, [out], or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>[N, in, H, W] to [N, out, H', W'] (or without N), H' = ⌊(H + 2 padding - dilation (kh - 1) - 1) / stride⌋ + 1.</summary>
    /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], the channels are not <c>in</c>, or the kernel does not fit into the padded input.</exception>
    public Tensor Forward(Tensor x)
    {
        var channels = Weight.Size(1) * groups;
        if (x.Rank is not (3 or 4))
            throw new ShapeException($"{Label} expects [N, C, H, W] or [C, H, W] but got {x.Shape}.");
        if (x.Size(-3) != channels)
            throw new ShapeException($"{Label} expects {channels} input channels (weight {Weight.Shape}) but got {x.Shape}: channels are dimension {x.Rank - 3}.");
        return Observe(x.Conv2d(Weight, Bias, stride, padding, dilation, groups));
    }
}

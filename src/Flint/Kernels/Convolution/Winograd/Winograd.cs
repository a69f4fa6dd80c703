namespace Flint.Kernels;

/// <summary>Where Winograd's algorithm takes over from the direct one.</summary>
static unsafe class Winograd
{
    /// <summary>Computes the output, or returns false where the direct way is faster (or the only one).</summary>
    internal static bool TryForward<T>(
        in ConvolutionShape s, Image<T> images, nint imageStride, T* weight, T* bias, T* output, KernelWidth? width, Storage? constant,
        Clamp? clamp) where T : unmanaged
    {
        if (typeof(T) != typeof(float) || !Conv2dOps.UseWinograd || !Pays(s, constant is not null && !Tape.Enabled)) return false;
        Forward(s, new((float*)images.First, images.ChannelStride, images.RowStride, images.ColumnStride), imageStride,
            (float*)weight, (float*)bias, (float*)output, width, constant, clamp);
        return true;
    }

    /// <summary>Computes the gradient of the input, the convolution of dL/doutput with turned weights, or returns false like <see cref="TryForward"/>.</summary>
    internal static bool TryInputGradient<T>(in ConvolutionShape s, T* gradient, T* weight, T* result, KernelWidth? width) where T : unmanaged
    {
        if (typeof(T) != typeof(float) || !Conv2dOps.UseWinograd || s.Padding.Height > 2 || s.Padding.Width > 2) return false;
        var back = new ConvolutionShape(
            s.Images, s.OutChannels, s.Output, s.Channels, s.Source, s.Kernel, s.Stride, new(2 - s.Padding.Height, 2 - s.Padding.Width), s.Dilation, s.Groups);
        // With a single output, a stride that counts as 1 may have left input pixels out.
        if (s.Output.Height + 2 - 2 * s.Padding.Height != s.Source.Height || s.Output.Width + 2 - 2 * s.Padding.Width != s.Source.Width) return false;
        if (!Pays(back, isConstant: false)) return false;
        var pixels = (nint)s.Output.Height * s.Output.Width;
        var problem = new WinogradProblem(back, width ?? Tiles.Widest)
        {
            Images = new((float*)gradient, pixels, s.Output.Width, 1),
            ImageStride = s.OutChannels * pixels,
            Weight = (float*)weight,
            IsGradient = true,
            Output = (float*)result,
        };
        Tiles.Run<float, WinogradProblem>(ref problem, width);
        return true;
    }

    internal static void Forward(
        in ConvolutionShape s, Image<float> images, nint imageStride, float* weight, float* bias, float* output, KernelWidth? width = null, Storage? constant = null,
        Clamp? clamp = null)
    {
        var problem = new WinogradProblem(s, width ?? Tiles.Widest)
        {
            Images = images,
            ImageStride = imageStride,
            Weight = weight,
            Constant = constant,
            Bias = bias,
            Clamp = clamp,
            Output = output,
        };
        Tiles.Run<float, WinogradProblem>(ref problem, width);
    }

    /// <summary>
    /// Products per pair of channels, the transformed weights counted as if they were so many tiles more. Decided by sizes and by whether the
    /// tape is on, never by whether a copy of the weights is already there: equal calls have equal bits.
    /// </summary>
    internal static bool Pays(in ConvolutionShape s, bool isConstant)
    {
        if (s is not { Kernel: { Height: 3, Width: 3 }, Stride: { Height: 1, Width: 1 }, Dilation: { Height: 1, Width: 1 }, Groups: 1 }) return false;
        if (Math.Min(s.Channels, s.OutChannels) < Tuning.WinogradChannels) return false;
        const int outputs = WinogradTransform.Outputs;
        var pixels = (long)s.Images * s.Output.Height * s.Output.Width;
        var tiles = (long)s.Images * ((s.Output.Height + outputs - 1) / outputs) * ((s.Output.Width + outputs - 1) / outputs);
        return 9 * pixels > WinogradPlan.Points * (tiles + (isConstant ? Tuning.WinogradKeptWeights : Tuning.WinogradWeights));
    }
}

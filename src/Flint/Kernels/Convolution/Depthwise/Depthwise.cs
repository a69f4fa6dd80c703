namespace Flint.Kernels;

/// <summary>Convolutions with a kernel of 3 x 3 or 5 x 5 for each channel, steps of 1 or 2, and no dilation: planes in strips.</summary>
static unsafe class Depthwise
{
    /// <summary>Least outputs in a row, and elements of a plane, of which vectors at the borders read a few more.</summary>
    const int LeastWidth = 4, LeastPlane = 32;

    internal static bool TryForward<T>(in ConvolutionShape s, Image<T> image, nint imageStride, T* weight, T* bias, T* output, KernelWidth? width, Clamp? clamp) where T : unmanaged
    {
        if (!Fits<T>(s, s.Output.Width) || !IsContiguous(s, image, imageStride)) return false;
        Planes(Problem<T>(s) with { Source = image.First, Weight = weight, Bias = bias, Clamp = clamp, Output = output }, s.Kernel.Height, width);
        return true;
    }

    /// <summary>With steps of 1 the gradient of the input is a correlation of dL/doutput with the kernel turned around.</summary>
    internal static bool TryInputGradient<T>(in ConvolutionShape s, T* gradient, T* weight, T* result, KernelWidth? width) where T : unmanaged
    {
        int kernel = s.Kernel.Height, last = kernel - 1;
        var isSpread = s.Stride.Height == 2;
        if (!Fits<T>(s, s.Source.Width) || s.Output.Height * s.Output.Width < LeastPlane || isSpread && s.Padding != new Pair(kernel / 2, kernel / 2)) return false;
        var problem = Problem<T>(s) with
        {
            Source = gradient,
            Size = s.Output,
            Weight = weight,
            Output = result,
            OutSize = s.Source,
            Step = 1,
            Top = last - s.Padding.Height,
            Left = last - s.Padding.Width,
            IsTurned = true,
        };
        if (!isSpread) Planes(problem, kernel, width);
        else if (kernel == 3) new DepthwiseWork<T>(problem, Width<T>(s.Output.Width, width)).Spread<Side3>();
        else new DepthwiseWork<T>(problem, Width<T>(s.Output.Width, width)).Spread<Side5>();
        return true;
    }

    internal static bool TryWeightGradient<T>(in ConvolutionShape s, Image<T> image, nint imageStride, T* gradient, T* result, KernelWidth? width) where T : unmanaged
    {
        if (!Fits<T>(s, s.Output.Width) || !IsContiguous(s, image, imageStride)) return false;
        var problem = Problem<T>(s) with { Source = image.First, Output = gradient, Weight = result };
        var widest = Width<T>(problem.OutSize.Width, width);
        // 25 sums do not fit the registers.
        if (s.Kernel.Height == 3) new DepthwiseWork<T>(problem, widest).WeightGradient<Side3>();
        else new DepthwiseWork<T>(problem, AtMost256(widest)).WeightGradient<Side5>();
        return true;
    }

    static void Planes<T>(in DepthwiseProblem<T> problem, int kernel, KernelWidth? width) where T : unmanaged
    {
        var widest = Width<T>(problem.OutSize.Width, width);
        var work = new DepthwiseWork<T>(problem, problem.Step == 2 && kernel == 3 ? AtMost256(widest) : widest);
        if (kernel == 3) work.Planes<Side3>();
        else work.Planes<Side5>();
    }

    static bool Fits<T>(in ConvolutionShape s, int outWidth) where T : unmanaged
    {
        var (kernel, stride) = (s.Kernel.Height, s.Stride.Height);
        return s.GroupChannels == 1 && s.GroupOutputs == 1 && kernel == s.Kernel.Width && kernel is 3 or 5 && s.Dilation == new Pair(1, 1)
            && stride == s.Stride.Width && (stride == 1 || stride == 2 && typeof(T) == typeof(float))
            && s.Padding.Height < kernel && s.Padding.Width < kernel && outWidth >= LeastWidth && s.Source.Height * s.Source.Width >= LeastPlane;
    }

    static bool IsContiguous<T>(in ConvolutionShape s, Image<T> image, nint imageStride) where T : unmanaged
    {
        nint plane = s.Source.Height * s.Source.Width;
        return image.ColumnStride == 1 && image.RowStride == s.Source.Width && (s.Channels == 1 || image.ChannelStride == plane)
            && (s.Images == 1 || imageStride == plane * s.Channels);
    }

    static DepthwiseProblem<T> Problem<T>(in ConvolutionShape s) where T : unmanaged => new()
    {
        Planes = s.Images * s.Channels,
        Channels = s.Channels,
        Step = s.Stride.Height,
        Top = s.Padding.Height,
        Left = s.Padding.Width,
        Size = s.Source,
        OutSize = s.Output,
    };

    /// <summary>The widest vectors of which a row of outputs fills more than half.</summary>
    static KernelWidth Width<T>(int outWidth, KernelWidth? width) where T : unmanaged
    {
        var widest = width ?? Tiles.Widest;
        while (widest > KernelWidth.Scalar && outWidth * sizeof(T) <= 4 << (int)widest) widest--;
        return widest;
    }

    // Measured on Zen 4, see docs/design/convolution.md.
    static KernelWidth AtMost256(KernelWidth width) => width == KernelWidth.Bits512 ? KernelWidth.Bits256 : width;
}

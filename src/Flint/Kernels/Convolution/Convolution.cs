namespace Flint.Kernels;

/// <summary>Sizes of a two-dimensional convolution.</summary>
readonly record struct ConvolutionShape(
    int Images, int Channels, Plane Source, int OutChannels, Plane Output, Plane Kernel, Pair Stride, Pair Padding, Pair Dilation, int Groups)
{
    /// <summary>1 where there is one output, and so no step: however large the argument was, kernels compute with one that stays inside the padded source.</summary>
    public Pair Stride { get; } = new(Output.Height > 1 ? Stride.Height : 1, Output.Width > 1 ? Stride.Width : 1);

    /// <summary>1 where the kernel has one element, for the same reason.</summary>
    public Pair Dilation { get; } = new(Kernel.Height > 1 ? Dilation.Height : 1, Kernel.Width > 1 ? Dilation.Width : 1);

    internal int GroupChannels => Channels / Groups;
    internal int GroupOutputs => OutChannels / Groups;

    /// <summary>Inputs that an output sees.</summary>
    internal long Window => (long)GroupChannels * Kernel.Height * Kernel.Width;
}

/// <summary>The three products of a convolution and its gradients as correlations.</summary>
static unsafe class Convolution
{
    /// <summary>Output, contiguous, from images of any strides and contiguous weights; bias may be null. Results are kept within <paramref name="clamp"/>. Where the weights may be constant, <paramref name="constant"/> is their storage, which keeps packed copies.</summary>
    internal static void Forward<T>(
        in ConvolutionShape s, Image<T> image, nint imageStride, T* weight, T* bias, T* output, KernelWidth? width = null, Storage? constant = null,
        Clamp? clamp = null)
        where T : unmanaged
    {
        if (Pointwise.TryForward(s, image, imageStride, weight, bias, output, width, constant, clamp)) return;
        if (Winograd.TryForward(s, image, imageStride, weight, bias, output, width, constant, clamp)) return;
        if (Depthwise.TryForward(s, image, imageStride, weight, bias, output, width, clamp)) return;
        nint pixels = s.Output.Height * s.Output.Width;
        var problem = new CorrelationProblem<T>(Geometry<T>(s), s.Images, s.Groups, s.GroupOutputs)
        {
            Source = image,
            SourceImage = imageStride,
            SourceGroup = s.GroupChannels * image.ChannelStride,
            A = WeightView<T>.Rows(weight, s.GroupOutputs, s.GroupChannels * s.Kernel.Height * s.Kernel.Width),
            Constant = constant,
            Bias = bias,
            Clamp = clamp,
            Output = output,
            OutputImage = s.OutChannels * pixels,
            OutputRow = pixels,
            OutputLine = s.Output.Width,
            OutputPixel = 1,
        };
        Tiles.Run<T, CorrelationProblem<T>>(ref problem, width);
    }

    /// <summary>dL/dweight, contiguous, from images of any strides and contiguous dL/doutput.</summary>
    internal static void WeightGradient<T>(in ConvolutionShape s, Image<T> image, nint imageStride, T* gradient, T* result, KernelWidth? width = null)
        where T : unmanaged
    {
        if (Depthwise.TryWeightGradient(s, image, imageStride, gradient, result, width)) return;
        var problem = new WeightGradient<T>(Geometry<T>(s), s.Images, s.Groups, s.GroupOutputs)
        {
            Source = image,
            SourceImage = imageStride,
            SourceGroup = s.GroupChannels * image.ChannelStride,
            Gradient = gradient,
            Result = result,
        };
        Tiles.Run<T, WeightGradient<T>>(ref problem, width);
    }

    /// <summary>
    /// dL/dinput, contiguous. An input row y takes part in output row (y + padding - i dilation) / stride for each tap i where
    /// that is whole: rows (and columns) of equal remainder by the stride form a correlation of stride 1 with their own taps.
    /// </summary>
    internal static void InputGradient<T>(in ConvolutionShape s, T* gradient, T* weight, T* result, KernelWidth? width = null) where T : unmanaged
    {
        if (Winograd.TryInputGradient(s, gradient, weight, result, width)) return;
        if (Depthwise.TryInputGradient(s, gradient, weight, result, width)) return;
        var kernel = s.Kernel;
        nint outPixels = s.Output.Height * s.Output.Width, inPixels = s.Source.Height * s.Source.Width;
        for (var y = 0; y < Math.Min(s.Stride.Height, s.Source.Height); y++)
            for (var x = 0; x < Math.Min(s.Stride.Width, s.Source.Width); x++)
            {
                var rows = Phase.Of(y, s.Source.Height, s.Kernel.Height, s.Stride.Height, s.Padding.Height, s.Dilation.Height);
                var columns = Phase.Of(x, s.Source.Width, s.Kernel.Width, s.Stride.Width, s.Padding.Width, s.Dilation.Width);
                var output = result + y * s.Source.Width + x;
                if (rows.Taps.Length == 0 || columns.Taps.Length == 0)
                {
                    Clear(s, rows.Count, columns.Count, output);
                    continue;
                }
                int[] taps = [.. rows.Taps.SelectMany(i => columns.Taps.Select(j => i * kernel.Width + j))];
                var shape = new Correlation(s.Images, s.GroupOutputs, s.Output, (rows.Start, columns.Start), 1, rows.Steps, columns.Steps,
                    new(rows.Count, columns.Count), sizeof(T));
                var problem = new CorrelationProblem<T>(shape, s.Images, s.Groups, s.GroupChannels)
                {
                    Source = new(gradient, outPixels, s.Output.Width, 1),
                    SourceImage = s.OutChannels * outPixels,
                    SourceGroup = s.GroupOutputs * outPixels,
                    A = WeightView<T>.Swapped(weight, s.GroupOutputs, s.GroupChannels, kernel.Height * kernel.Width, taps),
                    Output = output,
                    OutputImage = s.Channels * inPixels,
                    OutputRow = inPixels,
                    OutputLine = (nint)s.Stride.Height * s.Source.Width,
                    OutputPixel = s.Stride.Width,
                };
                Tiles.Run<T, CorrelationProblem<T>>(ref problem, width);
            }
    }

    static Correlation Geometry<T>(in ConvolutionShape s) where T : unmanaged => new(s.Images, s.GroupChannels, s.Source, s.Padding, s.Stride,
        Steps(s.Kernel.Height, s.Dilation.Height), Steps(s.Kernel.Width, s.Dilation.Width), s.Output, sizeof(T));

    static int[] Steps(int kernel, int dilation)
    {
        var steps = new int[kernel];
        for (var i = 0; i < kernel; i++) steps[i] = i * dilation;
        return steps;
    }

    /// <summary>Input pixels that no tap reaches.</summary>
    static void Clear<T>(in ConvolutionShape s, int rows, int columns, T* output) where T : unmanaged
    {
        for (nint plane = 0; plane < (nint)s.Images * s.Channels; plane++, output += s.Source.Height * s.Source.Width)
            for (var y = 0; y < rows; y++)
                for (var x = 0; x < columns; x++) output[y * s.Stride.Height * s.Source.Width + x * s.Stride.Width] = default;
    }
}

/// <summary>The input positions y0, y0 + stride, ... along one dimension, and the taps that reach them.</summary>
readonly record struct Phase(int Count, int Start, int[] Taps, int[] Steps)
{
    internal static Phase Of(int first, int size, int kernel, int stride, int padding, int dilation)
    {
        // Position first + stride n meets tap i at output n + (first + padding - i dilation) / stride.
        List<int> taps = [], shifts = [];
        for (var i = 0; i < kernel; i++)
        {
            var reach = first + padding - i * dilation;
            if (reach % stride != 0) continue;
            taps.Add(i);
            shifts.Add(reach / stride);
        }
        if (taps.Count == 0) return new((size - first + stride - 1) / stride, 0, [], []);
        var least = shifts.Min();
        return new((size - first + stride - 1) / stride, -least, [.. taps], [.. shifts.Select(shift => shift - least)]);
    }
}

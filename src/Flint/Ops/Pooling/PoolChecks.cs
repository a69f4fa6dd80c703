using Flint.Kernels;

namespace Flint;

/// <summary>What all poolings require of their input and windows; every violation goes into one message.</summary>
static class PoolChecks
{
    internal static void Input(string name, Tensor x)
    {
        var problems = new List<string>(2);
        if (x.Rank is not (3 or 4))
            problems.Add($"an input of [N, C, H, W] or [C, H, W], but got shape {x.Shape}");
        if (!x.DType.IsFloating)
            problems.Add($"Float32 or Float64, but got {x.DType}: convert with To(DType.Float32)");
        if (problems.Count == 0) return;
        var message = $"{name} expects {string.Join("; and ", problems)}.";
        throw x.Rank is 3 or 4 ? new DTypeException(message) : new ShapeException(message);
    }

    internal static void Windows(
        string name, Tensor x, Pair kernel, Pair stride, Pair padding, Pair dilation, bool ceilMode)
    {
        Input(name, x);
        var problems = new List<string>();
        if (kernel.Height < 1 || kernel.Width < 1) problems.Add($"kernel must be 1 or more, but is {kernel}");
        if ((stride.Height < 1 || stride.Width < 1) && stride != kernel) problems.Add($"stride must be 1 or more, but is {stride}");
        if (dilation.Height < 1 || dilation.Width < 1) problems.Add($"dilation must be 1 or more, but is {dilation}");
        if (padding.Height < 0 || padding.Width < 0 || 2L * padding.Height > kernel.Height || 2L * padding.Width > kernel.Width)
            problems.Add($"padding must be 0 to half the kernel {kernel}, but is {padding}");
        if (problems.Count == 0)
        {
            var rows = WindowCount.Of(x.Size(-2), kernel.Height, stride.Height, padding.Height, dilation.Height, ceilMode);
            var columns = WindowCount.Of(x.Size(-1), kernel.Width, stride.Width, padding.Width, dilation.Width, ceilMode);
            if (rows < 1 || columns < 1)
                problems.Add($"a window of kernel {kernel} does not fit into [{x.Size(-2)}, {x.Size(-1)}] " +
                    $"with padding {padding} and dilation {dilation}: use a smaller kernel or a larger input");
        }
        if (problems.Count > 0)
            throw new ShapeException($"{name} on input {x.Shape}: {string.Join("; ", problems)}.");
    }

    internal static void OutputSize(string name, Tensor x, Pair outputSize)
    {
        Input(name, x);
        if (outputSize.Height < 1 || outputSize.Width < 1)
            throw new ShapeException($"{name} expects an output size of 1 or more, but got {outputSize}.");
        if (x.Size(-2) < 1 || x.Size(-1) < 1)
            throw new ShapeException($"{name} expects rows and columns to pool, but got {x.Shape}: dimensions -2 and -1 must be 1 or more.");
    }

    /// <summary>The shape of x with other rows and columns.</summary>
    internal static Shape Resized(Tensor x, int rows, int columns)
    {
        var sizes = x.Shape.ToArray();
        (sizes[^2], sizes[^1]) = (rows, columns);
        return new(sizes);
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>What all poolings require of their input and windows; every violation goes into one message.</summary>
static class PoolChecks
{
    static readonly string[] Layouts = ["[N, C, L] or [C, L]", "[N, C, H, W] or [C, H, W]", "[N, C, D, H, W] or [C, D, H, W]"];
    static readonly string[] Cells = ["positions", "rows and columns", "planes, rows and columns"];
    static readonly string[] Last = ["dimension -1", "dimensions -2 and -1", "dimensions -3, -2 and -1"];

    internal static void Input(string name, Tensor x, int dims)
    {
        var problems = new List<string>(2);
        var fits = x.Rank == dims + 1 || x.Rank == dims + 2;
        if (!fits) problems.Add($"an input of {Layouts[dims - 1]}, but got shape {x.Shape}");
        if (!x.DType.IsFloating)
            problems.Add($"Float32 or Float64, but got {x.DType}: convert with To(DType.Float32)");
        if (problems.Count == 0) return;
        var message = $"{name} expects {string.Join("; and ", problems)}.";
        throw fits ? new DTypeException(message) : new ShapeException(message);
    }

    internal static void Windows(string name, Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation, bool ceilMode)
    {
        var dims = kernel.Length;
        Input(name, x, dims);
        var problems = new List<string>();
        if (kernel.Min() < 1) problems.Add($"kernel must be 1 or more, but is {Text(kernel)}");
        if (stride.Min() < 1 && !stride.SequenceEqual(kernel)) problems.Add($"stride must be 1 or more, but is {Text(stride)}");
        if (dilation.Min() < 1) problems.Add($"dilation must be 1 or more, but is {Text(dilation)}");
        if (padding.Zip(kernel).Any(pair => pair.First < 0 || 2L * pair.First > pair.Second))
            problems.Add($"padding must be 0 to half the kernel {Text(kernel)}, but is {Text(padding)}");
        if (problems.Count == 0)
        {
            var sizes = Sizes(x, dims);
            if (Enumerable.Range(0, dims).Any(d => WindowCount.Of(sizes[d], kernel[d], stride[d], padding[d], dilation[d], ceilMode) < 1))
                problems.Add($"a window of kernel {Text(kernel)} does not fit into [{string.Join(", ", sizes)}] " +
                    $"with padding {Text(padding)} and dilation {Text(dilation)}: use a smaller kernel or a larger input");
        }
        if (problems.Count > 0)
            throw new ShapeException($"{name} on input {x.Shape}: {string.Join("; ", problems)}.");
    }

    internal static void OutputSize(string name, Tensor x, int[] outputSize)
    {
        var dims = outputSize.Length;
        Input(name, x, dims);
        if (outputSize.Min() < 1)
            throw new ShapeException($"{name} expects an output size of 1 or more, but got {Text(outputSize)}.");
        if (Sizes(x, dims).Min() < 1)
            throw new ShapeException($"{name} expects {Cells[dims - 1]} to pool, but got {x.Shape}: {Last[dims - 1]} must be 1 or more.");
    }

    /// <summary>The shape of x with other rows and columns.</summary>
    internal static Shape Resized(Tensor x, int rows, int columns)
    {
        var sizes = x.Shape.ToArray();
        (sizes[^2], sizes[^1]) = (rows, columns);
        return new(sizes);
    }

    internal static int[] Sizes(Tensor x, int dims) => x.Shape.Span[^dims..].ToArray();

    static string Text(int[] numbers) => ConvolutionCheck.Text(numbers);
}

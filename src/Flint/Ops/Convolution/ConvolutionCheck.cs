using Flint.Kernels;

namespace Flint;

/// <summary>What a convolution asks of its arguments, checked before any work, all violations in one message.</summary>
static class ConvolutionCheck
{
    static readonly string[] Inputs = ["signals", "images", "volumes"], Layouts = ["L", "H, W", "D, H, W"], Cells = ["positions", "pixels", "voxels"];
    static readonly string[][] Names = [["length"], ["height", "width"], ["depth", "height", "width"]];

    internal static void Require(
        string name, Tensor x, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, int groups)
    {
        var wrong = Arguments(x, weight, stride, padding, dilation, groups, "out, in / groups");
        if (wrong.Count == 0)
        {
            Channels(x, (long)weight.Size(1) * groups, groups, wrong);
            if (weight.Size(0) % groups != 0) wrong.Add($"the {weight.Size(0)} output channels must be divisible by groups {groups}");
            Bias(bias, weight.Size(0), wrong);
            for (var d = 0; d < stride.Length; d++)
                if (WindowCount.Of(x.Size(d + 2), weight.Size(d + 2), stride[d], padding[d], dilation[d]) < 1)
                    wrong.Add($"the kernel reaches over {(long)dilation[d] * (weight.Size(d + 2) - 1) + 1} {Cells[stride.Length - 1]} but the padded "
                        + $"{Names[stride.Length - 1][d]} is only {x.Size(d + 2) + 2L * padding[d]}");
        }
        Throw(name, x, weight, bias, wrong, stride.Length);
    }

    internal static void RequireTransposed(
        string name, Tensor x, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] outputPadding, int[] dilation, int groups)
    {
        var wrong = Arguments(x, weight, stride, padding, dilation, groups, "in, out / groups");
        for (var d = 0; d < stride.Length; d++)
            if (outputPadding[d] < 0 || outputPadding[d] >= Math.Max(stride[d], dilation[d]))
            {
                wrong.Add($"outputPadding must be 0 or more and less than the stride {Text(stride)} or the dilation {Text(dilation)}, not {Text(outputPadding)}");
                break;
            }
        if (wrong.Count == 0)
        {
            Channels(x, weight.Size(0), groups, wrong);
            if (weight.Size(0) % groups != 0) wrong.Add($"the {weight.Size(0)} input channels must be divisible by groups {groups}");
            Bias(bias, weight.Size(1) * groups, wrong);
            for (var d = 0; d < stride.Length; d++)
            {
                var size = TransposedSize(x.Size(d + 2), weight.Size(d + 2), stride[d], padding[d], outputPadding[d], dilation[d]);
                if (size is < 1 or > int.MaxValue) wrong.Add($"the output's {Names[stride.Length - 1][d]} would be {size}");
            }
        }
        Throw(name, x, weight, bias, wrong, stride.Length);
    }

    /// <summary>The size that a convolution of these numbers turns into <paramref name="size"/>.</summary>
    internal static long TransposedSize(int size, int kernel, int stride, int padding, int outputPadding, int dilation) =>
        (size - 1L) * stride - 2L * padding + (long)dilation * (kernel - 1) + outputPadding + 1;

    /// <summary><c>(2, 3)</c>, or <c>2</c> where all are equal.</summary>
    internal static string Text(ReadOnlySpan<int> numbers) =>
        numbers.ContainsAnyExcept(numbers[0]) ? $"({string.Join(", ", numbers.ToArray())})" : $"{numbers[0]}";

    static List<string> Arguments(Tensor x, Tensor weight, int[] stride, int[] padding, int[] dilation, int groups, string channels)
    {
        List<string> wrong = [];
        var (dims, names) = (stride.Length, Names[stride.Length - 1]);
        if (stride.Min() < 1) wrong.Add($"stride must be 1 or more, not {Text(stride)}");
        if (padding.Min() < 0) wrong.Add($"padding must be 0 or more, not {Text(padding)}");
        if (dilation.Min() < 1) wrong.Add($"dilation must be 1 or more, not {Text(dilation)}");
        if (groups < 1) wrong.Add($"groups must be 1 or more, not {groups}");
        if (x.Rank != dims + 2) wrong.Add($"{Inputs[dims - 1]} must be [N, C, {Layouts[dims - 1]}] or [C, {Layouts[dims - 1]}]");
        if (weight.Rank != dims + 2 || weight.Shape.ToArray().AsSpan(2).ContainsAnyInRange(int.MinValue, 0))
            wrong.Add($"the weight must be [{channels}, {string.Join(", ", names)}] with a "
                + $"{(dims == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1])} of 1 or more");
        return wrong;
    }

    static void Channels(Tensor x, long channels, int groups, List<string> wrong)
    {
        if (x.Size(1) != channels)
            wrong.Add($"{channels} input channels{(groups == 1 ? "" : $" in {groups} groups")} were expected but got {x.Size(1)}: channels are dimension 1");
    }

    static void Bias(Tensor? bias, int channels, List<string> wrong)
    {
        if (bias is not null && (bias.Rank != 1 || bias.Size(0) != channels)) wrong.Add($"the bias must be [{channels}], not {bias.Shape}");
    }

    static void Throw(string name, Tensor x, Tensor weight, Tensor? bias, List<string> wrong, int dims)
    {
        if (wrong.Count > 0) throw new ShapeException($"{name} with weight {weight.Shape} got {x.Shape}: {string.Join("; ", wrong)}.");
        if (!x.DType.IsFloating || weight.DType != x.DType || (bias is not null && bias.DType != x.DType))
            throw new DTypeException(
                $"{name} needs one floating dtype, but got {Inputs[dims - 1]} {x.DType}, weight {weight.DType}{(bias is null ? "" : $", bias {bias.DType}")}: convert with To.");
    }
}

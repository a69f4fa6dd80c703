using Flint.Kernels;

namespace Flint;

/// <summary>What a convolution asks of its arguments, checked before any work, all violations in one message.</summary>
static class Conv2dCheck
{
    internal static void Require(Tensor x, Tensor weight, Tensor? bias, Pair stride, Pair padding, Pair dilation, int groups)
    {
        List<string> wrong = [];
        if (stride.Height < 1 || stride.Width < 1) wrong.Add($"stride must be 1 or more, not {stride}");
        if (padding.Height < 0 || padding.Width < 0) wrong.Add($"padding must be 0 or more, not {padding}");
        if (dilation.Height < 1 || dilation.Width < 1) wrong.Add($"dilation must be 1 or more, not {dilation}");
        if (groups < 1) wrong.Add($"groups must be 1 or more, not {groups}");
        if (x.Rank != 4) wrong.Add("images must be [N, C, H, W] or [C, H, W]");
        if (weight.Rank != 4 || weight.Size(2) < 1 || weight.Size(3) < 1) wrong.Add("the weight must be [out, in / groups, height, width] with a height and width of 1 or more");
        if (wrong.Count == 0) Sizes(x, weight, bias, stride, padding, dilation, groups, wrong);
        if (wrong.Count > 0) throw new ShapeException($"Conv2d with weight {weight.Shape} got {x.Shape}: {string.Join("; ", wrong)}.");
        if (!x.DType.IsFloating || weight.DType != x.DType || (bias is not null && bias.DType != x.DType))
            throw new DTypeException(
                $"Conv2d needs one floating dtype, but got images {x.DType}, weight {weight.DType}{(bias is null ? "" : $", bias {bias.DType}")}: convert with To.");
    }

    static void Sizes(Tensor x, Tensor weight, Tensor? bias, Pair stride, Pair padding, Pair dilation, int groups, List<string> wrong)
    {
        var channels = (long)weight.Size(1) * groups;
        if (x.Size(1) != channels)
            wrong.Add($"{channels} input channels{(groups == 1 ? "" : $" in {groups} groups")} were expected but got {x.Size(1)}: channels are dimension 1");
        if (weight.Size(0) % groups != 0) wrong.Add($"the {weight.Size(0)} output channels must be divisible by groups {groups}");
        if (bias is not null && (bias.Rank != 1 || bias.Size(0) != weight.Size(0))) wrong.Add($"the bias must be [{weight.Size(0)}], not {bias.Shape}");
        Window("height", x.Size(2), weight.Size(2), stride.Height, padding.Height, dilation.Height, wrong);
        Window("width", x.Size(3), weight.Size(3), stride.Width, padding.Width, dilation.Width, wrong);
    }

    static void Window(string name, int size, int kernel, int stride, int padding, int dilation, List<string> wrong)
    {
        if (WindowCount.Of(size, kernel, stride, padding, dilation) < 1)
            wrong.Add($"the kernel reaches over {(long)dilation * (kernel - 1) + 1} pixels but the padded {name} is only {size + 2L * padding}");
    }
}

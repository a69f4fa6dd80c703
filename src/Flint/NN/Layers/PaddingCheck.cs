namespace Flint.NN;

/// <summary>What the padding layers share: the numbers, and the check of the input's dimensions.</summary>
static class PaddingCheck
{
    /// <summary>One number for all sides, or two per dimension.</summary>
    /// <exception cref="ArgumentException">There is another number of them.</exception>
    internal static int[] Sides(int[] padding, int dims, Type layer) =>
        padding.Length == 1 ? [.. Enumerable.Repeat(padding[0], 2 * dims)]
        : padding.Length == 2 * dims ? padding
        : throw new ArgumentException($"{layer.Name} expects 1 number for all sides or {2 * dims}, but got {padding.Length}.", nameof(padding));

    /// <exception cref="ShapeException">There are not dims + 1 or dims + 2 dimensions.</exception>
    internal static Tensor Checked(Tensor x, int dims, string label) => x.Rank == dims + 1 || x.Rank == dims + 2 ? x
        : throw new ShapeException($"{label} expects {dims + 1} or {dims + 2} dimensions, but got {x.Shape}.");
}

namespace Flint.Kernels;

/// <summary>One dimension of a contiguous tensor: blocks before it, its size, elements of one step along it.</summary>
readonly record struct Axis(long Outer, int Size, long Inner)
{
    internal static Axis Of(Shape shape, int dim)
    {
        var (outer, inner) = (1L, 1L);
        for (var d = 0; d < dim; d++) outer *= shape[d];
        for (var d = dim + 1; d < shape.Rank; d++) inner *= shape[d];
        return new(outer, shape[dim], inner);
    }
}

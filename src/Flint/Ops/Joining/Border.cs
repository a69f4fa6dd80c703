using Flint.NN;

namespace Flint;

/// <summary>Borders made of the input itself: an index per element along each dimension.</summary>
static class Border
{
    /// <summary>Extends the last dimensions by the given numbers of elements.</summary>
    /// <exception cref="ShapeException">A dimension has too few elements for the border.</exception>
    internal static Tensor Extend(string name, Tensor x, int[] before, int[] after, PaddingMode mode)
    {
        var first = x.Rank - before.Length;
        for (var d = 0; d < before.Length; d++)
        {
            var size = x.Size(first + d);
            var most = mode == PaddingMode.Reflect ? size - 1 : mode == PaddingMode.Circular ? size : size == 0 ? 0 : int.MaxValue;
            if (before[d] > most || after[d] > most)
                throw new ShapeException(
                    $"{name} cannot extend dimension {first + d} of {x.Shape} by {before[d]} and {after[d]} in mode {mode}: at most {most} elements.");
        }
        for (var d = 0; d < before.Length; d++)
        {
            if (before[d] == 0 && after[d] == 0) continue;
            var (start, size) = (before[d], x.Size(first + d));
            x = x.IndexSelect(first + d, Tensor.From([.. Enumerable.Range(0, start + size + after[d]).Select(i => Source(i - start, size, mode))]));
        }
        return x;
    }

    static long Source(int i, int size, PaddingMode mode) => mode switch
    {
        PaddingMode.Reflect => i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i,
        PaddingMode.Replicate => Math.Clamp(i, 0, size - 1),
        _ => (i + size) % size,
    };
}

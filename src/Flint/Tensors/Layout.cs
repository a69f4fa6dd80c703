namespace Flint;

/// <summary>Sizes and element strides of a tensor, shared between tensors. Immutable; the offset lives in the tensor.</summary>
sealed class Layout
{
    internal static readonly Layout Scalar = Contiguous([]);

    internal readonly int[] Sizes;
    internal readonly long[] Strides;
    internal readonly long Count;
    internal readonly bool IsContiguous;

    internal Layout(int[] sizes, long[] strides)
    {
        Sizes = sizes;
        Strides = strides;
        Count = 1;
        foreach (var size in sizes) Count = Shape.Times(Count, size, sizes);
        IsContiguous = Count <= 1 || RowMajor(sizes, strides);
    }

    internal static Layout Contiguous(int[] sizes)
    {
        var strides = new long[sizes.Length];
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = step;
            step = Shape.Times(step, Math.Max(sizes[d], 1), sizes);
        }
        return new(sizes, strides);
    }

    /// <summary>Elements lie side by side along a dimension that is not the innermost.</summary>
    internal bool IsTransposed
    {
        get
        {
            var d = Sizes.Length - 1;
            while (d >= 0 && Sizes[d] == 1) d--;
            if (d < 0 || Strides[d] is 0 or 1) return false;
            while (--d >= 0)
                if (Strides[d] == 1 && Sizes[d] > 1) return true;
            return false;
        }
    }

    internal int Rank => Sizes.Length;

    static bool RowMajor(int[] sizes, long[] strides)
    {
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            if (sizes[d] == 1) continue;
            if (strides[d] != step) return false;
            step *= sizes[d];
        }
        return true;
    }
}

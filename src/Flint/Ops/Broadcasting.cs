namespace Flint;

/// <summary>NumPy's rule: shapes are aligned at the last dimension; sizes must be equal, or 1, or missing.</summary>
static class Broadcasting
{
    /// <summary>The layout of a result; shared with an operand of that shape where possible.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    internal static Layout Result(Tensor a, Tensor b)
    {
        var (x, y) = (a.Layout.Sizes, b.Layout.Sizes);
        if (ReferenceEquals(x, y) || x.AsSpan().SequenceEqual(y) || y.Length == 0) return Contiguous(a.Layout);
        return x.Length == 0 ? Contiguous(b.Layout) : Layout.Contiguous(Sizes(a.Shape, b.Shape));
    }

    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    internal static int[] Sizes(Shape a, Shape b)
    {
        var sizes = new int[Math.Max(a.Rank, b.Rank)];
        for (var d = 1; d <= sizes.Length; d++)
        {
            var (m, n) = (d <= a.Rank ? a[^d] : 1, d <= b.Rank ? b[^d] : 1);
            if (m != n && m != 1 && n != 1)
                throw new ShapeException($"Shapes {a} and {b} do not broadcast: at dimension -{d}, sizes {m} and {n} differ and neither is 1.");
            sizes[^d] = m == 1 ? n : m;
        }
        return sizes;
    }

    static Layout Contiguous(Layout layout) => layout.IsContiguous ? layout : Layout.Contiguous(layout.Sizes);
}

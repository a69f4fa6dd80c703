namespace Flint.Kernels;

/// <summary>Where a product goes and what happens to it on the way: <c>C = clamp(A B + C or bias)</c>. Columns of C are contiguous.</summary>
/// <param name="c">The first element.</param>
/// <param name="row">Elements between rows.</param>
unsafe struct Target<T>(T* c, nint row) where T : unmanaged
{
    internal readonly T* C = c;
    internal readonly nint Row = row;

    /// <summary>Add to what C holds, instead of replacing it. Excludes a bias.</summary>
    internal bool Accumulate;

    /// <summary>One number per row, or one per column; null for none.</summary>
    internal T* RowBias, ColumnBias;

    /// <summary>Limits of the results, or null.</summary>
    internal Clamp? Clamp;

    /// <summary>The same from row <paramref name="row"/> on.</summary>
    internal readonly Target<T> Below(int row) => Shift(row * Row) with { RowBias = RowBias == null ? null : RowBias + row };

    /// <summary>The same, <paramref name="by"/> elements further on.</summary>
    internal readonly Target<T> Shift(nint by) => new(C + by, Row)
    {
        Accumulate = Accumulate,
        RowBias = RowBias,
        ColumnBias = ColumnBias,
        Clamp = Clamp,
    };
}

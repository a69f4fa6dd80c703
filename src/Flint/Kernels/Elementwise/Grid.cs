namespace Flint.Kernels;

/// <summary>
/// The index space that operands of one operation share: sizes, and each operand's strides in bytes (0 where it is
/// broadcast). Dimensions of size 1 are dropped, dimensions that follow each other in all operands are merged.
/// </summary>
unsafe struct Grid
{
    internal const int MaxRank = 16, MaxOperands = 5;

    internal int Rank, Operands;
    internal fixed long Sizes[MaxRank];
    internal fixed int ElementSizes[MaxOperands];
    fixed long strides[MaxOperands * MaxRank];

    /// <summary>Operands of lower rank are aligned at the last dimension; size 1 is broadcast.</summary>
    internal static Grid Of(ReadOnlySpan<int> sizes, params ReadOnlySpan<Tensor> operands)
    {
        var grid = new Grid { Operands = operands.Length };
        for (var k = 0; k < operands.Length; k++) grid.ElementSizes[k] = operands[k].DType.Size;
        for (var d = 0; d < sizes.Length; d++)
            if (sizes[d] != 1) grid.Append(sizes.Length - d, sizes[d], operands);
        if (!operands[0].IsContiguous) grid.SortBy(0);
        grid.Merge();
        return grid;
    }

    /// <summary>Elements in all.</summary>
    internal readonly long Count
    {
        get
        {
            long count = 1;
            for (var d = 0; d < Rank; d++) count *= Sizes[d];
            return count;
        }
    }

    /// <summary>The innermost size; 1 for a scalar.</summary>
    internal readonly long Inner => Rank == 0 ? 1 : Sizes[Rank - 1];

    internal readonly long Stride(int operand, int dim) => strides[operand * MaxRank + dim];

    internal readonly long InnerStride(int operand) => Rank == 0 ? ElementSizes[operand] : Stride(operand, Rank - 1);

    /// <summary>The operand's elements follow each other in the order of the grid.</summary>
    internal readonly bool IsLinear(int operand)
    {
        long step = ElementSizes[operand];
        for (var d = Rank - 1; d >= 0; step *= Sizes[d], d--)
            if (Stride(operand, d) != step) return false;
        return true;
    }

    /// <summary>The operand is a single broadcast element.</summary>
    internal readonly bool IsConstant(int operand)
    {
        for (var d = 0; d < Rank; d++)
            if (Stride(operand, d) != 0) return false;
        return Rank > 0;
    }

    /// <summary>Coordinates of the element with this number.</summary>
    internal readonly void Locate(long index, long* at)
    {
        for (var d = Rank - 1; d >= 0; d--) (index, at[d]) = Math.DivRem(index, Sizes[d]);
    }

    /// <summary>Moves coordinates on by <paramref name="count"/> elements.</summary>
    internal readonly void Advance(long* at, long count)
    {
        for (var d = Rank - 1; d >= 0 && count > 0; d--)
        {
            at[d] += count;
            if (at[d] < Sizes[d]) return;
            // The end of a row is the common case, and a division is slow.
            if (at[d] == Sizes[d]) (count, at[d]) = (1, 0);
            else (count, at[d]) = Math.DivRem(at[d], Sizes[d]);
        }
    }

    /// <summary>Bytes from the operand's first element to the one at these coordinates.</summary>
    internal readonly long Offset(int operand, long* at)
    {
        long offset = 0;
        for (var d = 0; d < Rank; d++) offset += at[d] * Stride(operand, d);
        return offset;
    }

    void Append(int fromEnd, int size, ReadOnlySpan<Tensor> operands)
    {
        if (Rank == MaxRank)
            throw new ShapeException($"An element-wise operation takes at most {MaxRank} dimensions of size other than 1, but got shape {operands[0].Shape}.");
        Sizes[Rank] = size;
        for (var k = 0; k < operands.Length; k++)
        {
            var layout = operands[k].Layout;
            var d = layout.Rank - fromEnd;
            strides[k * MaxRank + Rank] = d < 0 || layout.Sizes[d] == 1 ? 0 : layout.Strides[d] * ElementSizes[k];
        }
        Rank++;
    }

    /// <summary>
    /// The grid of a reduction: <paramref name="x"/> in the order of its memory beside an output that is
    /// <paramref name="y"/> with stride 0 along the reduced dimensions.
    /// </summary>
    internal static Grid OfReduction(Tensor y, Tensor x)
    {
        var grid = new Grid { Operands = 2 };
        (grid.ElementSizes[0], grid.ElementSizes[1]) = (y.DType.Size, x.DType.Size);
        for (var d = 0; d < x.Rank; d++)
            if (x.Layout.Sizes[d] != 1) grid.Append(x.Rank - d, x.Layout.Sizes[d], [y, x]);
        grid.SortBy(1);
        grid.Merge();
        return grid;
    }

    /// <summary>The dimensions along which the output moves, or those along which it does not.</summary>
    internal readonly Grid Select(bool moves)
    {
        var part = new Grid { Operands = Operands };
        for (var k = 0; k < Operands; k++) part.ElementSizes[k] = ElementSizes[k];
        for (var d = 0; d < Rank; d++)
        {
            if (Stride(0, d) != 0 != moves) continue;
            part.Sizes[part.Rank] = Sizes[d];
            for (var k = 0; k < Operands; k++) part.strides[k * MaxRank + part.Rank] = Stride(k, d);
            part.Rank++;
        }
        return part;
    }

    /// <summary>The grid without its innermost dimension.</summary>
    internal readonly Grid Outer() => this with { Rank = Rank - 1 };

    /// <summary>The grid without one dimension.</summary>
    internal readonly Grid Without(int dim)
    {
        var rest = this;
        for (var d = dim; d < Rank - 1; d++) rest.Swap(d, d + 1);
        return rest.Outer();
    }

    /// <summary>The dimension along which the operand's elements lie side by side; -1 if there is none.</summary>
    internal readonly int ContiguousDim(int operand)
    {
        var d = Rank - 1;
        while (d >= 0 && Stride(operand, d) != ElementSizes[operand]) d--;
        return d;
    }

    /// <summary>Walks in the order of this operand's memory.</summary>
    void SortBy(int operand)
    {
        for (var i = 1; i < Rank; i++)
            for (var d = i; d > 0 && Math.Abs(Stride(operand, d - 1)) < Math.Abs(Stride(operand, d)); d--)
                Swap(d - 1, d);
    }

    void Swap(int d, int e)
    {
        (Sizes[d], Sizes[e]) = (Sizes[e], Sizes[d]);
        for (var k = 0; k < Operands; k++)
            (strides[k * MaxRank + d], strides[k * MaxRank + e]) = (Stride(k, e), Stride(k, d));
    }

    void Merge()
    {
        if (Rank < 2) return;
        var last = 0;
        for (var d = 1; d < Rank; d++)
        {
            var follows = true;
            for (var k = 0; k < Operands; k++) follows &= Stride(k, last) == Stride(k, d) * Sizes[d];
            if (follows) Sizes[last] *= Sizes[d];
            else Sizes[++last] = Sizes[d];
            for (var k = 0; k < Operands; k++) strides[k * MaxRank + last] = Stride(k, d);
        }
        Rank = last + 1;
    }
}

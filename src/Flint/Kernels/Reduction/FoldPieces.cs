using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// A reduction cut into pieces: one piece folds a chunk of the reduced index space for one output, or, where the innermost
/// dimension is kept, for a whole row of outputs (the columns).
/// </summary>
unsafe struct FoldPieces<TOp, T, A, V> : IRangeBody
    where TOp : unmanaged, IFold where T : unmanaged, INumber<T> where A : unmanaged, INumber<A> where V : struct, ISimdLane<V>
{
    /// <summary>Elements of one piece, and the columns that are folded together.</summary>
    const int PieceSize = 64 * 1024, ColumnBlock = 1024;

    internal byte* Y, X;
    internal A* Partials;
    internal long Columns, ColumnStride, OutputStride, Chunks, ChunkSize;
    internal Grid Kept, Reduced;
    internal bool ByColumns;

    /// <summary>Outputs, or rows of outputs.</summary>
    internal readonly long Outputs => Kept.Count;

    internal readonly long ColumnBlocks => (Columns + ColumnBlock - 1) / ColumnBlock;

    internal readonly long Count => Outputs * Chunks * ColumnBlocks;

    /// <summary>Elements that one piece reads, at most.</summary>
    internal readonly long Work => Math.Min(ChunkSize, Reduced.Count) * Math.Min(Columns, ColumnBlock);

    internal void Plan()
    {
        ChunkSize = Math.Max(PieceSize / Math.Min(Columns, ColumnBlock), 64);
        Chunks = Math.Max(1, (Reduced.Count + ChunkSize - 1) / ChunkSize);
    }

    public readonly void Run(long start, long end)
    {
        var isRow = !ByColumns && Chunks == 1 && Reduced.Rank == 1 && Reduced.InnerStride(1) == sizeof(T);
        if (isRow) FoldRows(start, end);
        else
            for (var piece = start; piece < end; piece++)
            {
                var (part, block) = Math.DivRem(piece, ColumnBlocks);
                var (output, chunk) = Math.DivRem(part, Chunks);
                var first = chunk * ChunkSize;
                var last = Math.Min(first + ChunkSize, Reduced.Count);
                if (ByColumns) FoldColumns(output, part, first, last, block * ColumnBlock, (int)Math.Min(ColumnBlock, Columns - block * ColumnBlock));
                else FoldOne(output, part, first, last);
            }
    }

    /// <summary>Folds the chunks of each output, in order.</summary>
    internal readonly void Combine()
    {
        for (long output = 0; output < Outputs; output++)
        {
            var totals = Partials + output * Chunks * Columns;
            for (long chunk = 1; chunk < Chunks; chunk++)
                for (long c = 0; c < Columns; c++)
                    totals[c] = FoldLoops<TOp, T, A, V>.Combine(totals[c], totals[chunk * Columns + c]);
            Write(output, 0, totals, Columns);
        }
    }

    /// <summary>The plain case: every output is one contiguous row.</summary>
    readonly void FoldRows(long start, long end)
    {
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(start, at);
        for (var output = start; output < end; output++)
        {
            var total = A.CreateSaturating(TOp.Identity);
            FoldLoops<TOp, T, A, V>.Row((T*)(X + Kept.Offset(1, at)), Reduced.Inner, &total);
            *(T*)(Y + Kept.Offset(0, at)) = T.CreateTruncating(total);
            Kept.Advance(at, 1);
        }
    }

    [SkipLocalsInit]
    readonly void FoldOne(long output, long part, long first, long last)
    {
        var block = stackalloc T[ColumnBlock];
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(output, at);
        var x = X + Kept.Offset(1, at);
        Reduced.Locate(first, at);
        var stride = Reduced.InnerStride(1);
        var total = A.CreateSaturating(TOp.Identity);
        for (var i = first; i < last;)
        {
            var row = Reduced.Rank == 0 ? 1 : Math.Min(Reduced.Inner - at[Reduced.Rank - 1], last - i);
            var source = x + Reduced.Offset(1, at);
            if (stride != sizeof(T))
            {
                row = Math.Min(row, ColumnBlock);
                Strided.Gather((byte*)block, source, stride, row, sizeof(T));
                source = (byte*)block;
            }
            FoldLoops<TOp, T, A, V>.Row((T*)source, row, &total);
            Reduced.Advance(at, row);
            i += row;
        }
        Finish(output, part, 0, &total, 1);
    }

    [SkipLocalsInit]
    readonly void FoldColumns(long output, long part, long first, long last, long column, int columns)
    {
        var partial = stackalloc T[ColumnBlock];
        var block = stackalloc T[ColumnBlock];
        var totals = stackalloc A[ColumnBlock];
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(output, at);
        var x = X + Kept.Offset(1, at) + column * ColumnStride;
        var packs = ColumnStride != sizeof(T);
        new Span<A>(totals, columns).Fill(A.CreateSaturating(TOp.Identity));
        new Span<T>(partial, columns).Fill(Scalars.From<T>(TOp.Identity));
        Reduced.Locate(first, at);
        // What is folded in the dtype itself throughout needs no wider totals.
        var isShort = Chunks == 1 && last - first <= FoldLoops<TOp, T, A, V>.RowBlock;
        var pending = 0L;
        for (var i = first; i < last;)
        {
            var rows = Reduced.Rank == 0 ? 1 : Math.Min(Reduced.Inner - at[Reduced.Rank - 1], last - i);
            rows = Math.Min(rows, packs ? 1 : FoldLoops<TOp, T, A, V>.RowGroup);
            var source = x + Reduced.Offset(1, at);
            if (packs) Strided.Gather((byte*)block, source, ColumnStride, columns, sizeof(T));
            FoldLoops<TOp, T, A, V>.Rows(packs ? (byte*)block : source, Reduced.InnerStride(1), (int)rows, partial, columns);
            Reduced.Advance(at, rows);
            i += rows;
            pending += rows;
            if (isShort || (pending < FoldLoops<TOp, T, A, V>.RowBlock && i < last)) continue;
            FoldLoops<TOp, T, A, V>.Collect(partial, totals, columns);
            pending = 0;
        }
        if (!isShort) Finish(output, part, column, totals, columns);
        else Strided.Scatter((byte*)partial, OutputOf(output, column), OutputStride, columns, sizeof(T));
    }

    readonly void Finish(long output, long part, long column, A* totals, long count)
    {
        if (Chunks == 1) Write(output, column, totals, count);
        else new Span<A>(totals, (int)count).CopyTo(new Span<A>(Partials + part * Columns + column, (int)count));
    }

    readonly void Write(long output, long column, A* totals, long count)
    {
        var y = OutputOf(output, column);
        for (long c = 0; c < count; c++, y += OutputStride) *(T*)y = T.CreateTruncating(totals[c]);
    }

    readonly byte* OutputOf(long output, long column)
    {
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(output, at);
        return Y + Kept.Offset(0, at) + column * OutputStride;
    }
}

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
    const int PieceSize = 64 * 1024, ColumnBlock = 512;

    internal byte* Y, X;
    internal A* Partials;
    internal long Columns, ColumnStride, OutputStride, Chunks, ChunkSize;
    internal Grid Kept, Reduced;
    internal bool ByColumns;

    /// <summary>Outputs, or rows of outputs.</summary>
    internal readonly long Outputs => Kept.Count;

    internal void Plan()
    {
        ChunkSize = Math.Max(PieceSize / Columns, 64);
        Chunks = Math.Max(1, (Reduced.Count + ChunkSize - 1) / ChunkSize);
    }

    public readonly void Run(long start, long end)
    {
        for (var piece = start; piece < end; piece++)
        {
            var (output, chunk) = Math.DivRem(piece, Chunks);
            var first = chunk * ChunkSize;
            var last = Math.Min(first + ChunkSize, Reduced.Count);
            if (!ByColumns) FoldOne(output, piece, first, last);
            else
                for (long c = 0; c < Columns; c += ColumnBlock) FoldColumns(output, piece, first, last, c, (int)Math.Min(ColumnBlock, Columns - c));
        }
    }

    /// <summary>Folds the chunks of each output, in order.</summary>
    internal readonly void Combine()
    {
        for (long output = 0; output < Outputs; output++)
            for (long c = 0; c < Columns; c++)
            {
                var total = Partials[output * Chunks * Columns + c];
                for (long chunk = 1; chunk < Chunks; chunk++)
                    total = FoldLoops<TOp, T, A, V>.Combine(total, Partials[(output * Chunks + chunk) * Columns + c]);
                Write(output, c, total);
            }
    }

    [SkipLocalsInit]
    readonly void FoldOne(long output, long piece, long first, long last)
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
        Finish(output, piece, 0, total);
    }

    [SkipLocalsInit]
    readonly void FoldColumns(long output, long piece, long first, long last, long column, int columns)
    {
        var partial = stackalloc T[ColumnBlock];
        var block = stackalloc T[ColumnBlock];
        var totals = stackalloc A[ColumnBlock];
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(output, at);
        var x = X + Kept.Offset(1, at) + column * ColumnStride;
        new Span<A>(totals, columns).Fill(A.CreateSaturating(TOp.Identity));
        Reduced.Locate(first, at);
        for (var i = first; i < last;)
        {
            var row = Reduced.Rank == 0 ? 1 : Math.Min(Reduced.Inner - at[Reduced.Rank - 1], last - i);
            var source = x + Reduced.Offset(1, at);
            var packs = ColumnStride != sizeof(T);
            row = Math.Min(row, packs ? 1 : FoldLoops<TOp, T, A, V>.RowBlock);
            if (packs) Strided.Gather((byte*)block, source, ColumnStride, columns, sizeof(T));
            FoldLoops<TOp, T, A, V>.Rows(packs ? (byte*)block : source, Reduced.InnerStride(1), (int)row, partial, columns);
            for (var c = 0; c < columns; c++) totals[c] = FoldLoops<TOp, T, A, V>.Combine(totals[c], A.CreateTruncating(partial[c]));
            Reduced.Advance(at, row);
            i += row;
        }
        for (var c = 0; c < columns; c++) Finish(output, piece, column + c, totals[c]);
    }

    readonly void Finish(long output, long piece, long column, A total)
    {
        if (Chunks == 1) Write(output, column, total);
        else Partials[piece * Columns + column] = total;
    }

    readonly void Write(long output, long column, A total)
    {
        var at = stackalloc long[Grid.MaxRank];
        Kept.Locate(output, at);
        *(T*)(Y + Kept.Offset(0, at) + column * OutputStride) = T.CreateTruncating(total);
    }
}

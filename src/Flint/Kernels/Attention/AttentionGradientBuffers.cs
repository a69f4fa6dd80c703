using System.Numerics;

namespace Flint.Kernels;

/// <summary>Memory of a task of <see cref="AttentionBackward{T}"/>.</summary>
unsafe struct AttentionGradientBuffers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Of all queries: themselves and the gradients of their outputs as panels [E, lanes]; the gradients of queries likewise.</summary>
    internal T* Queries, Outputs, QueryGradients;

    /// <summary>The same as rows, in panels [queries of a block, width] across E (rounded up to <see cref="WidthE"/>) and Ev.</summary>
    internal T* QueryRows, OutputRows;
    internal int WidthE, WidthEv;

    /// <summary>A number per query.</summary>
    internal T* LogSums, Dots;

    /// <summary>A block of scores or weights and of their gradients, [keys, queries]; the latter as panels [keys, lanes] too.</summary>
    internal T* Scores, WeightGradients, Panels;

    /// <summary>Rows that do not fill a tile; masks and dropout.</summary>
    internal T* KeyEdge, ValueEdge, KeyColumnEdge, Edge, Extra;

    /// <summary>Divides memory; returns the bytes it takes.</summary>
    internal long Place<TTile>(in AttentionOperands<T> x, int length, bool isPartial, byte* memory) where TTile : struct, ITile<T>
    {
        const int block = Tuning.AttentionKeys * Tuning.AttentionGradientQueries;
        var next = (T*)memory;
        WidthE = Up(x.E, TTile.Columns);
        WidthEv = Up(x.Ev, TTile.Columns);
        Queries = Pieces.Take(ref next, (long)length * x.E);
        Outputs = Pieces.Take(ref next, (long)length * x.Ev);
        if (!isPartial) QueryGradients = Pieces.Take(ref next, (long)length * x.E);
        QueryRows = Pieces.Take(ref next, (long)length * WidthE);
        OutputRows = Pieces.Take(ref next, (long)length * WidthEv);
        LogSums = Pieces.Take(ref next, length);
        Dots = Pieces.Take(ref next, length);
        Scores = Pieces.Take(ref next, block);
        WeightGradients = Pieces.Take(ref next, block);
        Panels = Pieces.Take(ref next, block);
        KeyEdge = Pieces.Take(ref next, (long)TTile.Rows * x.E);
        ValueEdge = Pieces.Take(ref next, (long)TTile.Rows * x.Ev);
        KeyColumnEdge = Pieces.Take(ref next, TTile.Rows * Tuning.AttentionKeys);
        Edge = Pieces.Take(ref next, TTile.Rows * Tuning.AttentionGradientQueries);
        Extra = Pieces.Take(ref next, AttentionColumns.Scratch(x, Tuning.AttentionGradientQueries));
        return (byte*)next - memory;
    }

    static int Up(int size, int width) => (size + width - 1) / width * width;
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Copies planes whose contiguous dimension is another one in the source than in the target, tile by tile: both sides touch whole cache lines
/// once, whatever their strides do to the cache's sets. 32-bit elements go from registers to the target, others through a small buffer.
/// </summary>
unsafe struct TransposedCopy<T> : IRangeBody where T : unmanaged
{
    byte* target, source;
    Grid planes;
    long rows, columns, targetStride, sourceStride, rowBands, columnBands, span;
    int tile;
    bool streams;

    /// <summary>Elements of a cache line of the target.</summary>
    static int Width => sizeof(Line) / sizeof(T);

    /// <summary>Rows of a tile: a run of the source long enough for the processor to fetch ahead.</summary>
    const int Height = Tuning.TransposedRows;

    /// <summary>Copies operand 1 to operand 0 of the grid, or gives false if it is not transposed.</summary>
    internal static bool TryRun(in Grid grid, byte* target, byte* source)
    {
        var row = grid.ContiguousDim(1);
        if (row < 0 || row == grid.Rank - 1 || grid.InnerStride(0) != sizeof(T)) return false;
        var copy = new TransposedCopy<T>
        {
            target = target, source = source, planes = grid.Without(row).Outer(),
            rows = grid.Sizes[row], columns = grid.Inner, targetStride = grid.Stride(0, row), sourceStride = grid.InnerStride(1),
        };
        copy.streams = AreLinesWhole(grid) && Streaming.Pays(target, grid.Count * sizeof(T));
        copy.tile = copy.streams ? Tuning.TransposedLines * Width : Width;
        copy.span = copy.streams ? copy.tile : copy.columns;
        copy.rowBands = (copy.rows + Height - 1) / Height;
        copy.columnBands = (copy.columns + copy.span - 1) / copy.span;
        Threads.For(copy.planes.Count * copy.columnBands * copy.rowBands, Grain.Of(Height * copy.span), ref copy);
        return true;
    }

    /// <summary>Every row of the target begins on a boundary of lines if the first does.</summary>
    static bool AreLinesWhole(in Grid grid)
    {
        for (var d = 0; d < grid.Rank - 1; d++)
            if (grid.Stride(0, d) % sizeof(Line) != 0) return false;
        return true;
    }

    public readonly void Run(long start, long end)
    {
        var at = stackalloc long[Grid.MaxRank];
        for (var piece = start; piece < end; piece++)
        {
            var (above, rowBand) = Math.DivRem(piece, rowBands);
            var (plane, columnBand) = Math.DivRem(above, columnBands);
            planes.Locate(plane, at);
            long row = rowBand * Height, column = columnBand * span;
            var to = target + planes.Offset(0, at) + row * targetStride + column * sizeof(T);
            var from = source + planes.Offset(1, at) + row * sizeof(T) + column * sourceStride;
            Band(to, from, (int)Math.Min(Height, rows - row), Math.Min(span, columns - column));
        }
        if (streams) Streaming.End();
    }

    /// <summary>Up to a tile of target rows, over <paramref name="width"/> columns.</summary>
    [MethodImpl(Hot)]
    readonly void Band(byte* to, byte* from, int height, long width)
    {
        for (long column = 0; column < width; column += tile)
        {
            var some = (int)Math.Min(tile, width - column);
            byte* x = from + column * sourceStride, y = to + column * sizeof(T);
            var whole = sizeof(T) == sizeof(float) ? some & -Width : 0;
            var done = whole > 0 ? Squares(x, y, height, whole) : 0;
            if (done < height && whole > 0) Rest(x + done * sizeof(T), y + done * targetStride, height - done, whole);
            if (whole < some) Rest(x + whole * sourceStride, y + whole * sizeof(T), height, some - whole);
        }
    }

    /// <summary>Whole lines of as many rows as can be transposed in registers, which it gives.</summary>
    [MethodImpl(Always)]
    readonly int Squares(byte* from, byte* to, int height, int width)
    {
        if (!Vector512.IsHardwareAccelerated)
            return Vector256.IsHardwareAccelerated ? Squares<Squares256, Vector256<float>>(from, to, 0, height, width) :
                Square.HasVectors ? Squares<Squares128, Vector128<float>>(from, to, 0, height, width) : 0;
        var r = 0;
        for (; r <= height - Width; r += Width)
            for (var c = 0; c < width; c += Width)
                Squares512.Transpose(from + c * sourceStride + r * sizeof(T), sourceStride, to + r * targetStride + c * sizeof(T), targetStride, streams);
        return Squares<Squares512, Vector512<float>>(from, to, r, height, width);
    }

    /// <summary>From row <paramref name="r"/> on, four rows of the target at a time.</summary>
    [MethodImpl(Always)]
    readonly int Squares<S, V>(byte* from, byte* to, int r, int height, int width) where S : struct, ISquares<V> where V : struct
    {
        for (; r <= height - 4; r += 4)
            for (var c = 0; c < width; c += S.Width)
                Square.Transpose<S, V>(from + c * sourceStride + r * sizeof(T), sourceStride, to + r * targetStride + c * sizeof(T), targetStride, streams);
        return r;
    }

    /// <summary>Through a small buffer, a line's columns at a time.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    readonly void Rest(byte* from, byte* to, int height, int width)
    {
        var buffer = stackalloc T[Height * Width];
        for (var column = 0; column < width; column += Width, from += Width * sourceStride, to += sizeof(Line))
        {
            var some = Math.Min(Width, width - column);
            Read(from, buffer, some, height);
            for (var r = 0; r < height; r++)
                for (var c = 0; c < some; c++) ((T*)(to + r * targetStride))[c] = buffer[r * Width + c];
        }
    }

    [MethodImpl(Hot)]
    readonly void Read(byte* from, T* buffer, int width, int height)
    {
        for (var c = 0; c < width; c++, from += sourceStride)
            for (var r = 0; r < height; r++) buffer[r * Width + c] = ((T*)from)[r];
    }

    [InlineArray(64)]
    struct Line
    {
        byte first;
    }
}

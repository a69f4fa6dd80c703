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
    long rows, columns, targetStride, sourceStride, bands;
    bool streams;

    /// <summary>Columns of a tile: a cache line of the target.</summary>
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
        copy.bands = (copy.rows + Height - 1) / Height;
        Threads.For(copy.planes.Count * copy.bands, Grain.Of(Height * copy.columns), ref copy);
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
            var (plane, band) = Math.DivRem(piece, bands);
            planes.Locate(plane, at);
            var row = band * Height;
            Band(target + planes.Offset(0, at) + row * targetStride, source + planes.Offset(1, at) + row * sizeof(T), (int)Math.Min(Height, rows - row));
        }
    }

    /// <summary>Up to a tile of target rows, over all columns.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    readonly void Band(byte* to, byte* from, int height)
    {
        var tile = stackalloc T[Height * Width];
        for (long column = 0; column < columns; column += Width)
        {
            var width = (int)Math.Min(Width, columns - column);
            byte* x = from + column * sourceStride, y = to + column * sizeof(T);
            var done = sizeof(T) == sizeof(float) && width == Width ? Squares(x, y, height) : 0;
            if (done == height) continue;
            Read(x + done * sizeof(T), tile, width, height - done);
            for (var r = done; r < height; r++)
                for (var c = 0; c < width; c++) ((T*)(y + r * targetStride))[c] = tile[(r - done) * Width + c];
        }
        if (streams) Streaming.End();
    }

    /// <summary>Four rows of the target at a time, a line of each; gives the rows that are done.</summary>
    [MethodImpl(Always)]
    readonly int Squares(byte* from, byte* to, int height) =>
        Vector512.IsHardwareAccelerated ? Squares<Squares512, Vector512<float>>(from, to, height) :
        Vector256.IsHardwareAccelerated ? Squares<Squares256, Vector256<float>>(from, to, height) :
        Square.HasVectors ? Squares<Squares128, Vector128<float>>(from, to, height) : 0;

    [MethodImpl(Always)]
    readonly int Squares<S, V>(byte* from, byte* to, int height) where S : struct, ISquares<V> where V : struct
    {
        var r = 0;
        for (; r <= height - 4; r += 4)
            for (var c = 0; c < Width; c += S.Width)
                Square.Transpose<S, V>(from + c * sourceStride + r * sizeof(T), sourceStride, to + r * targetStride + c * sizeof(T), targetStride, streams);
        return r;
    }

    [MethodImpl(Hot)]
    readonly void Read(byte* from, T* tile, int width, int height)
    {
        for (var c = 0; c < width; c++, from += sourceStride)
            for (var r = 0; r < height; r++) tile[r * Width + c] = ((T*)from)[r];
    }

    [InlineArray(64)]
    struct Line
    {
        byte first;
    }
}

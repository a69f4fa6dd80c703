using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Copies planes whose contiguous dimension is another one in the source than in the target, tile by tile through a small
/// buffer: both sides touch whole cache lines once, whatever their strides do to the cache's sets.
/// </summary>
unsafe struct TransposedCopy<T> : IRangeBody where T : unmanaged
{
    byte* target, source;
    Grid planes;
    long rows, columns, targetStride, sourceStride, bands;

    /// <summary>Columns of a tile: a cache line of the target.</summary>
    static int Width => sizeof(Line) / sizeof(T);

    /// <summary>Rows of a tile: four cache lines of the source, which the processor then fetches ahead.</summary>
    static int Height => 4 * Width;

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
        copy.bands = (copy.rows + Height - 1) / Height;
        Threads.For(copy.planes.Count * copy.bands, Grain.Of(Height * copy.columns), ref copy);
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
            Read(from + column * sourceStride, tile, width, height);
            var row = to + column * sizeof(T);
            if (width == Width)
                for (var r = 0; r < height; r++, row += targetStride) *(Line*)row = *(Line*)(tile + r * Width);
            else
                for (var r = 0; r < height; r++, row += targetStride)
                    for (var c = 0; c < width; c++) ((T*)row)[c] = tile[r * Width + c];
        }
    }

    [MethodImpl(Hot)]
    readonly void Read(byte* from, T* tile, int width, int height)
    {
        var c = 0;
        if (sizeof(T) == sizeof(float) && Square.HasVectors)
            for (; c <= width - 4; c += 4, from += 4 * sourceStride)
            {
                var r = 0;
                for (; r <= height - 4; r += 4)
                    Square.Transpose(from + r * sizeof(T), sourceStride, (float*)(tile + r * Width + c), Width);
                for (; r < height; r++)
                    for (var k = 0; k < 4; k++) tile[r * Width + c + k] = ((T*)(from + k * sourceStride))[r];
            }
        for (; c < width; c++, from += sourceStride)
            for (var r = 0; r < height; r++) tile[r * Width + c] = ((T*)from)[r];
    }

    [InlineArray(64)]
    struct Line
    {
        byte first;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Runs a scan along the middle dimension of a contiguous [outer, n, inner], a block of lines at a time; a line belongs to one thread.</summary>
unsafe struct Scan<T, TScan> : IRangeBody where T : unmanaged, INumber<T> where TScan : unmanaged, IScan<T>
{
    /// <summary>Lines that are walked together, so that memory is read in its order.</summary>
    const int Block = 64;

    T* x, y;
    long* indices;
    Axis axis;
    bool reverse;

    readonly long Blocks => (axis.Inner + Block - 1) / Block;

    /// <summary><paramref name="indices"/> may be null; reversed, lines are walked from their end.</summary>
    internal static void Run(T* x, T* y, long* indices, Axis axis, bool reverse)
    {
        var scan = new Scan<T, TScan> { x = x, y = y, indices = indices, axis = axis, reverse = reverse };
        Threads.For(axis.Outer * scan.Blocks, Grain.Of(axis.Size * Math.Min(axis.Inner, Block)), ref scan);
    }

    [MethodImpl(Hot)]
    public readonly void Run(long start, long end)
    {
        var lines = stackalloc TScan[Block];
        for (var piece = start; piece < end; piece++)
        {
            var (outer, block) = Math.DivRem(piece, Blocks);
            var first = outer * axis.Size * axis.Inner + block * Block;
            var count = (int)Math.Min(Block, axis.Inner - block * Block);
            new Span<TScan>(lines, count).Clear();
            for (var i = 0; i < axis.Size; i++)
            {
                var at = first + (reverse ? axis.Size - 1 - i : i) * axis.Inner;
                for (var line = 0; line < count; line++)
                {
                    var (value, from) = lines[line].Next(x[at + line], i);
                    y[at + line] = value;
                    if (indices != null) indices[at + line] = from;
                }
            }
        }
    }
}

using System.Numerics;

namespace Flint;

/// <summary>The sizes of which the pool has blocks: eight evenly spaced ones from each power of two to the next, so at most 12.5% is wasted.</summary>
static class SizeClass
{
    /// <summary>Classes from a size to twice that size.</summary>
    internal const int PerDoubling = 8;

    /// <summary>More than any size needs.</summary>
    internal const int Count = PerDoubling * 48;

    /// <summary>The number of the class, and its size in bytes.</summary>
    internal static (int Class, long Bytes) Of(long bytes)
    {
        // The step is an eighth of the power of two below; a multiple of 64 as long as the pool begins at 512 bytes or more.
        var shift = Math.Max(BitOperations.Log2((ulong)bytes - 1) - 3, 6);
        var steps = ((bytes - 1) >> shift) + 1;
        return (shift * PerDoubling + (int)steps, steps << shift);
    }
}

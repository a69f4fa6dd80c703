using System.Numerics;

namespace Flint.Kernels;

/// <summary>What happens where a value arrives at an element.</summary>
enum ScatterMode { Set, Add, Multiply, Max, Min }

/// <summary>
/// x[o, ids[o, k, i], i] = x ∘ y[o, k, i] in the order of k. Work is split between blocks and slices of columns, never between the k,
/// so that an element that is met twice always takes its values in the same order.
/// </summary>
static unsafe class Scatter
{
    const int SliceColumns = 256;

    /// <param name="y">The values, [outer, count, inner].</param>
    /// <param name="ids">One per value, or one per k.</param>
    /// <param name="perElement">Whether there is one id per value.</param>
    /// <param name="x">The target, [outer, size, inner].</param>
    /// <param name="count">The number of k.</param>
    /// <param name="axis">The blocks of the target.</param>
    /// <param name="mode">How a value joins the one that is there; a NaN wins over any extreme.</param>
    internal static void Run<T>(T* y, long* ids, bool perElement, T* x, long count, Axis axis, ScatterMode mode) where T : unmanaged, INumber<T>
    {
        var slices = (axis.Inner + SliceColumns - 1) / SliceColumns;
        var body = new Body<T> { Y = y, Ids = ids, PerElement = perElement, X = x, Count = count, Axis = axis, Mode = mode, Slices = slices };
        Threads.For(axis.Outer * slices, Grain.Of(count * Math.Min(SliceColumns, axis.Inner)), ref body);
    }

    struct Body<T> : IRangeBody where T : unmanaged, INumber<T>
    {
        internal T* Y, X;
        internal long* Ids;
        internal bool PerElement;
        internal long Count, Slices;
        internal Axis Axis;
        internal ScatterMode Mode;

        public readonly void Run(long start, long end)
        {
            for (var piece = start; piece < end; piece++)
            {
                var (o, slice) = Math.DivRem(piece, Slices);
                var (first, last) = (slice * SliceColumns, Math.Min((slice + 1) * SliceColumns, Axis.Inner));
                for (long k = 0; k < Count; k++)
                    for (var i = first; i < last; i++)
                    {
                        var at = (o * Count + k) * Axis.Inner + i;
                        ref var target = ref X[(o * Axis.Size + Ids[PerElement ? at : k]) * Axis.Inner + i];
                        target = Mode switch
                        {
                            ScatterMode.Set => Y[at],
                            ScatterMode.Add => target + Y[at],
                            ScatterMode.Multiply => target * Y[at],
                            ScatterMode.Max => T.Max(target, Y[at]),
                            _ => T.Min(target, Y[at]),
                        };
                    }
            }
        }
    }
}

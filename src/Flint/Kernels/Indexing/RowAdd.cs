using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// dx[o, ids[k], :] += dy[o, k, :] in the order of k. Work is split between blocks and slices of columns, never between
/// the k, so that a row that occurs twice is always added in the same order.
/// </summary>
static unsafe class RowAdd
{
    const int SliceColumns = 256;

    internal static void Run<T>(T* dy, long* ids, T* dx, long count, Axis axis, long skip) where T : unmanaged, INumber<T>
    {
        var slices = (axis.Inner + SliceColumns - 1) / SliceColumns;
        LaneRange.For<T, Body<T>>(axis.Outer * slices, 1,
            new() { Dy = dy, Ids = ids, Dx = dx, Count = count, Axis = axis, Slices = slices, Skip = skip });
    }

    struct Body<T> : ILaneRange<T> where T : unmanaged, INumber<T>
    {
        internal T* Dy, Dx;
        internal long* Ids;
        internal long Count, Slices, Skip;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var piece = start; piece < end; piece++)
            {
                var (o, slice) = Math.DivRem(piece, Slices);
                var first = slice * SliceColumns;
                var columns = (int)Math.Min(SliceColumns, Axis.Inner - first);
                for (long k = 0; k < Count; k++)
                    if (Ids[k] != Skip)
                        Add<V>(Dy + (o * Count + k) * Axis.Inner + first, Dx + (o * Axis.Size + Ids[k]) * Axis.Inner + first, columns);
            }
        }

        [MethodImpl(Always)]
        static void Add<V>(T* dy, T* dx, int columns) where V : struct, ISimdLane<V>
        {
            var i = 0;
            for (; i <= columns - V.Width; i += V.Width) V.Store(V.Load(dx, i) + V.Load(dy, i), dx, i);
            for (; i < columns; i++) dx[i] += dy[i];
        }
    }
}

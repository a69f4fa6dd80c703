using System.Numerics;

namespace Flint.Kernels;

/// <summary>One index per element, along one dimension of blocks [outer, size, inner].</summary>
static unsafe class Gather
{
    /// <summary>y[o, k, i] = x[o, ids[o, k, i], i].</summary>
    internal static void Forward<T>(T* x, long* ids, T* y, int count, Axis axis) where T : unmanaged
    {
        var body = new ForwardBody<T> { X = x, Ids = ids, Y = y, Count = count, Axis = axis };
        Threads.For(axis.Outer, Grain.Of(count * axis.Inner), ref body);
    }

    /// <summary>dx[o, ids[o, k, i], i] += dy[o, k, i] in the order of k; a block belongs to one piece of work.</summary>
    internal static void Backward<T>(T* dy, long* ids, T* dx, int count, Axis axis) where T : unmanaged, INumber<T>
    {
        var body = new BackwardBody<T> { Dy = dy, Ids = ids, Dx = dx, Count = count, Axis = axis };
        Threads.For(axis.Outer, Grain.Of(count * axis.Inner), ref body);
    }

    struct ForwardBody<T> : IRangeBody where T : unmanaged
    {
        internal T* X, Y;
        internal long* Ids;
        internal int Count;
        internal Axis Axis;

        public readonly void Run(long start, long end)
        {
            for (var o = start; o < end; o++)
            {
                var x = X + o * Axis.Size * Axis.Inner;
                var at = o * Count * Axis.Inner;
                for (var k = 0; k < Count; k++)
                    for (long i = 0; i < Axis.Inner; i++, at++) Y[at] = x[Ids[at] * Axis.Inner + i];
            }
        }
    }

    struct BackwardBody<T> : IRangeBody where T : unmanaged, INumber<T>
    {
        internal T* Dy, Dx;
        internal long* Ids;
        internal int Count;
        internal Axis Axis;

        public readonly void Run(long start, long end)
        {
            for (var o = start; o < end; o++)
            {
                var dx = Dx + o * Axis.Size * Axis.Inner;
                var at = o * Count * Axis.Inner;
                for (var k = 0; k < Count; k++)
                    for (long i = 0; i < Axis.Inner; i++, at++) dx[Ids[at] * Axis.Inner + i] += Dy[at];
            }
        }
    }
}

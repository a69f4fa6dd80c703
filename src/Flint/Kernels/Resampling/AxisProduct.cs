using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>y[o, i, :] = Σ over the entries k of row i of weight[k] x[o, source[k], :], in the order of k.</summary>
static unsafe class AxisProduct
{
    internal static void Run<T>(T* x, T* y, SparseRows rows, Axis axis) where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, Body<T>>(axis.Outer * rows.Count, Grain.Of(axis.Inner * Math.Max(1, rows.Sources.Length / Math.Max(1, rows.Count))),
            new() { X = x, Y = y, Rows = rows, Axis = axis });

    struct Body<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Y;
        internal SparseRows Rows;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var inner = (nint)Axis.Inner;
            for (var row = start; row < end; row++)
            {
                var (o, i) = Math.DivRem(row, Rows.Count);
                var x = X + o * Axis.Size * inner;
                var y = Y + row * inner;
                nint j = 0;
                for (; j <= inner - V.Width; j += V.Width) V.Store(Sum<V>(x, (int)i, j), y, j);
                for (; j < inner; j++) Lane1<T>.Store(Sum<Lane1<T>>(x, (int)i, j), y, j);
            }
        }

        [MethodImpl(Always)]
        readonly V Sum<V>(T* x, int row, nint j) where V : struct, ISimdLane<V>
        {
            var (starts, sources, weights) = (Rows.Starts, Rows.Sources, Rows.Weights);
            var sum = V.Zero;
            for (var k = starts[row]; k < starts[row + 1]; k++)
                sum = V.Fma(V.Const(weights[k]), V.Load(x + sources[k] * (nint)Axis.Inner, j), sum);
            return sum;
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Layer normalisation of contiguous rows. Mean first, then the squares around it (two passes over a row in cache): no
/// cancellation however far from zero the values are.
/// </summary>
static unsafe class LayerNorm
{
    /// <summary>y = (x - mean) rstd w + b; keeps mean and rstd = 1 / sqrt(var + eps) per row.</summary>
    internal static void Forward<T>(T* x, T* w, T* b, T* y, T* mean, T* rstd, long rows, int size, double eps)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, ForwardBody<T>>(rows, Grain.Of(size),
            new()
            {
                X = x, W = w, B = b, Y = y, Mean = mean, Rstd = rstd, Size = size, Eps = T.CreateTruncating(eps),
                Streams = Streaming.PaysForRows(y, rows, size),
            });

    struct ForwardBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, W, B, Y, Mean, Rstd;
        internal int Size;
        internal T Eps;
        internal bool Streams;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            // Fields would be loaded anew after every store.
            T* w = W, b = B;
            var (size, streams) = (Size, Streams);
            var n = T.CreateTruncating(size);
            for (var row = start; row < end; row++)
            {
                T* x = X + row * size, y = Y + row * size;
                var mean = RowSums.Sum<V, T, RowSums.First<T>>(x, x, size, default) / n;
                var variance = RowSums.Sum<V, T, RowSums.Squared<T>>(x, x, size, new(mean)) / n;
                var rstd = T.One / T.Sqrt(variance + Eps);
                Mean[row] = mean;
                Rstd[row] = rstd;
                var i = 0;
                Normalise(x, w, b, y, size, Across.Same<V, T>(mean), Across.Same<V, T>(rstd), streams, ref i);
                Normalise(x, w, b, y, size, Across.Same<Lane1<T>, T>(mean), Across.Same<Lane1<T>, T>(rstd), streams, ref i);
            }
            if (streams) Streaming.End();
        }

        [MethodImpl(Always)]
        static void Normalise<V>(T* x, T* w, T* b, T* y, int size, V mean, V rstd, bool streams, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= size - V.Width; i += V.Width)
                Streaming.Put(V.Fma((V.Load(x, i) - mean) * rstd, V.Load(w, i), V.Load(b, i)), y, i, streams);
        }
    }
}

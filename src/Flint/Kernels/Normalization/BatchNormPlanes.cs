using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Batch normalisation of [N, C, S] with S above 1: each channel is N runs of S. Runs are summed in double.</summary>
static unsafe class BatchNormPlanes
{
    internal static void Statistics<T>(T* x, T* mean, T* variance, Axis axis) where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, StatisticsBody<T>>(axis.Size, Grain.Of(axis.Outer * axis.Inner), new() { X = x, Mean = mean, Variance = variance, Axis = axis });

    /// <summary>y = (x - mean) scale + bias with the scale = rstd weight.</summary>
    internal static void Apply<T>(T* x, T* mean, T* scale, T* bias, T* y, Axis axis) where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, ApplyBody<T>>(axis.Outer * axis.Size, Grain.Of(axis.Inner),
            new() { X = x, Mean = mean, Scale = scale, Bias = bias, Y = y, Axis = axis });

    /// <summary>Per channel Σ dy and Σ dy (x - mean).</summary>
    internal static void Sums<T>(T* dy, T* x, T* mean, T* sum, T* product, Axis axis) where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, SumsBody<T>>(axis.Size, Grain.Of(axis.Outer * axis.Inner),
            new() { Dy = dy, X = x, Mean = mean, Sum = sum, Product = product, Axis = axis });

    /// <summary>dx = a dy + b (x - mean) + c, channel by channel.</summary>
    internal static void Gradient<T>(T* dy, T* x, T* mean, T* a, T* b, T* c, T* dx, Axis axis) where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, GradientBody<T>>(axis.Outer * axis.Size, Grain.Of(axis.Inner),
            new() { Dy = dy, X = x, Mean = mean, A = a, B = b, C = c, Dx = dx, Axis = axis });

    struct StatisticsBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Mean, Variance;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var count = Axis.Outer * (double)Axis.Inner;
            for (var c = start; c < end; c++)
            {
                var sum = 0.0;
                for (long n = 0; n < Axis.Outer; n++)
                {
                    var run = X + (n * Axis.Size + c) * Axis.Inner;
                    sum += double.CreateTruncating(RowSums.Sum<V, T, RowSums.First<T>>(run, run, (int)Axis.Inner, default));
                }
                var mean = T.CreateTruncating(sum / count);
                var squares = 0.0;
                for (long n = 0; n < Axis.Outer; n++)
                {
                    var run = X + (n * Axis.Size + c) * Axis.Inner;
                    squares += double.CreateTruncating(RowSums.Sum<V, T, RowSums.Squared<T>>(run, run, (int)Axis.Inner, new(mean)));
                }
                Mean[c] = mean;
                Variance[c] = T.CreateTruncating(squares / count);
            }
        }
    }

    struct ApplyBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Mean, Scale, Bias, Y;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var plane = start; plane < end; plane++)
            {
                long c = plane % Axis.Size, i = 0;
                var at = plane * Axis.Inner;
                Plane(at, Across.Same<V, T>(Mean[c]), Across.Same<V, T>(Scale[c]), Across.Same<V, T>(Bias[c]), ref i);
                Plane(at, Across.Same<Lane1<T>, T>(Mean[c]), Across.Same<Lane1<T>, T>(Scale[c]), Across.Same<Lane1<T>, T>(Bias[c]), ref i);
            }
        }

        [MethodImpl(Always)]
        readonly void Plane<V>(long at, V mean, V scale, V bias, ref long i) where V : struct, ISimdLane<V>
        {
            for (; i <= Axis.Inner - V.Width; i += V.Width)
                V.Store(V.Fma(V.Load(X + at, (nint)i) - mean, scale, bias), Y + at, (nint)i);
        }
    }

    struct SumsBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Dy, X, Mean, Sum, Product;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var c = start; c < end; c++)
            {
                var (sum, product) = (0.0, 0.0);
                for (long n = 0; n < Axis.Outer; n++)
                {
                    var at = (n * Axis.Size + c) * Axis.Inner;
                    sum += double.CreateTruncating(RowSums.Sum<V, T, RowSums.First<T>>(Dy + at, Dy + at, (int)Axis.Inner, default));
                    product += double.CreateTruncating(RowSums.Sum<V, T, RowSums.Centred<T>>(Dy + at, X + at, (int)Axis.Inner, new(Mean[c])));
                }
                Sum[c] = T.CreateTruncating(sum);
                Product[c] = T.CreateTruncating(product);
            }
        }
    }

    struct GradientBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Dy, X, Mean, A, B, C, Dx;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var plane = start; plane < end; plane++)
            {
                long c = plane % Axis.Size, i = 0;
                var at = plane * Axis.Inner;
                Plane(at, Across.Same<V, T>(Mean[c]), Across.Same<V, T>(A[c]), Across.Same<V, T>(B[c]), Across.Same<V, T>(C[c]), ref i);
                Plane(at, Across.Same<Lane1<T>, T>(Mean[c]), Across.Same<Lane1<T>, T>(A[c]), Across.Same<Lane1<T>, T>(B[c]),
                    Across.Same<Lane1<T>, T>(C[c]), ref i);
            }
        }

        [MethodImpl(Always)]
        readonly void Plane<V>(long at, V mean, V a, V b, V c, ref long i) where V : struct, ISimdLane<V>
        {
            for (; i <= Axis.Inner - V.Width; i += V.Width)
                V.Store(V.Fma(a, V.Load(Dy + at, (nint)i), V.Fma(b, V.Load(X + at, (nint)i) - mean, c)), Dx + at, (nint)i);
        }
    }
}

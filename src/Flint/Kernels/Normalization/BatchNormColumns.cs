using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Batch normalisation of [N, C]: neighbouring channels share a lane, which walks down the rows.</summary>
static unsafe class BatchNormColumns
{
    internal static void Statistics<T>(T* x, T* mean, T* variance, long rows, int channels) where T : unmanaged, IFloatingPointIeee754<T> =>
        For<T, StatisticsStep<T>>(rows, channels, new() { X = x, Mean = mean, Variance = variance, Rows = rows, Channels = channels });

    /// <inheritdoc cref="BatchNormPlanes.Apply"/>
    internal static void Apply<T>(T* x, T* mean, T* scale, T* bias, T* y, long rows, int channels) where T : unmanaged, IFloatingPointIeee754<T> =>
        For<T, ApplyStep<T>>(rows, channels, new() { X = x, Mean = mean, Scale = scale, Bias = bias, Y = y, Rows = rows, Channels = channels });

    /// <inheritdoc cref="BatchNormPlanes.Sums"/>
    internal static void Sums<T>(T* dy, T* x, T* mean, T* sum, T* product, long rows, int channels) where T : unmanaged, IFloatingPointIeee754<T> =>
        For<T, SumsStep<T>>(rows, channels, new() { Dy = dy, X = x, Mean = mean, Sum = sum, Product = product, Rows = rows, Channels = channels });

    /// <inheritdoc cref="BatchNormPlanes.Gradient"/>
    internal static void Gradient<T>(T* dy, T* x, T* mean, T* a, T* b, T* c, T* dx, long rows, int channels)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        For<T, GradientStep<T>>(rows, channels, new() { Dy = dy, X = x, Mean = mean, A = a, B = b, C = c, Dx = dx, Rows = rows, Channels = channels });

    /// <summary>A multiple of every lane's width, so that pieces end where lanes do.</summary>
    const int LeastColumns = 64;

    static void For<T, TStep>(long rows, int channels, TStep step) where T : unmanaged, INumber<T> where TStep : struct, IStep =>
        LaneRange.For<T, Body<T, TStep>>(channels, (Grain.Of(rows) + LeastColumns - 1) / LeastColumns * LeastColumns, new() { Step = step });

    /// <summary>Work on the channels from c on, as many as a lane holds.</summary>
    interface IStep
    {
        void Run<V>(nint c) where V : struct, ISimdLane<V>;
    }

    struct Body<T, TStep> : ILaneRange<T> where T : unmanaged, INumber<T> where TStep : struct, IStep
    {
        internal TStep Step;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var c = (nint)start;
            for (; c <= end - V.Width; c += V.Width) Step.Run<V>(c);
            for (; c < end; c++) Step.Run<Lane1<T>>(c);
        }
    }

    struct StatisticsStep<T> : IStep where T : unmanaged
    {
        internal T* X, Mean, Variance;
        internal long Rows;
        internal int Channels;

        [MethodImpl(Always)]
        public readonly void Run<V>(nint c) where V : struct, ISimdLane<V>
        {
            V sum = V.Zero, rest = V.Zero, squares = V.Zero, count = V.Const(Rows);
            for (long row = 0; row < Rows; row++) sum += V.Load(X + row * Channels, c);
            var mean = sum / count;
            for (long row = 0; row < Rows; row++)
            {
                var centred = V.Load(X + row * Channels, c) - mean;
                rest += centred;
                squares = V.Fma(centred, centred, squares);
            }
            // What the rounded mean leaves over corrects both: without it, equal values would get a variance.
            rest /= count;
            V.Store(mean + rest, Mean, c);
            V.Store(V.Max(squares / count - rest * rest, V.Zero), Variance, c);
        }
    }

    struct ApplyStep<T> : IStep where T : unmanaged
    {
        internal T* X, Mean, Scale, Bias, Y;
        internal long Rows;
        internal int Channels;

        [MethodImpl(Always)]
        public readonly void Run<V>(nint c) where V : struct, ISimdLane<V>
        {
            V mean = V.Load(Mean, c), scale = V.Load(Scale, c), bias = V.Load(Bias, c);
            for (long row = 0; row < Rows; row++)
                V.Store(V.Fma(V.Load(X + row * Channels, c) - mean, scale, bias), Y + row * Channels, c);
        }
    }

    struct SumsStep<T> : IStep where T : unmanaged
    {
        internal T* Dy, X, Mean, Sum, Product;
        internal long Rows;
        internal int Channels;

        [MethodImpl(Always)]
        public readonly void Run<V>(nint c) where V : struct, ISimdLane<V>
        {
            V sum = V.Zero, product = V.Zero, mean = V.Load(Mean, c);
            for (long row = 0; row < Rows; row++)
            {
                var dy = V.Load(Dy + row * Channels, c);
                sum += dy;
                product = V.Fma(dy, V.Load(X + row * Channels, c) - mean, product);
            }
            V.Store(sum, Sum, c);
            V.Store(product, Product, c);
        }
    }

    struct GradientStep<T> : IStep where T : unmanaged
    {
        internal T* Dy, X, Mean, A, B, C, Dx;
        internal long Rows;
        internal int Channels;

        [MethodImpl(Always)]
        public readonly void Run<V>(nint c) where V : struct, ISimdLane<V>
        {
            V mean = V.Load(Mean, c), a = V.Load(A, c), b = V.Load(B, c), constant = V.Load(C, c);
            for (long row = 0; row < Rows; row++)
            {
                var centred = V.Load(X + row * Channels, c) - mean;
                V.Store(V.Fma(a, V.Load(Dy + row * Channels, c), V.Fma(b, centred, constant)), Dx + row * Channels, c);
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Softmax over the last dimension: per row one pass for the maximum, one for the exponentials and their sum, one to
/// finish. A row of usual length stays in the first-level cache between them.
/// </summary>
static unsafe class SoftmaxRows
{
    internal static void Forward<T, TForm>(T* x, T* y, long rows, int size)
        where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm =>
        LaneRange.For<T, ForwardBody<T, TForm>>(rows, Grain.Of(size), new() { X = x, Y = y, Size = size });

    internal static void Backward<T, TForm>(T* dy, T* y, T* dx, long rows, int size)
        where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm =>
        LaneRange.For<T, BackwardBody<T, TForm>>(rows, Grain.Of(size), new() { Dy = dy, Y = y, Dx = dx, Size = size });

    /// <summary>The maximum of a row; minus infinity for none. NaN may be passed over: it comes back in the exponentials.</summary>
    [MethodImpl(Always)]
    internal static T Max<V, T>(T* x, int size) where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        V m0 = V.Const(double.NegativeInfinity), m1 = m0, m2 = m0, m3 = m0;
        var i = 0;
        for (; i <= size - 4 * V.Width; i += 4 * V.Width)
        {
            m0 = V.AtLeast(m0, V.Load(x, i));
            m1 = V.AtLeast(m1, V.Load(x, i + V.Width));
            m2 = V.AtLeast(m2, V.Load(x, i + 2 * V.Width));
            m3 = V.AtLeast(m3, V.Load(x, i + 3 * V.Width));
        }
        for (; i <= size - V.Width; i += V.Width) m0 = V.AtLeast(m0, V.Load(x, i));
        var max = Across.Max<V, T>(V.AtLeast(V.AtLeast(m0, m1), V.AtLeast(m2, m3)));
        for (; i < size; i++) max = x[i] > max ? x[i] : max;
        return max;
    }

    struct ForwardBody<T, TForm> : ILaneRange<T> where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        internal T* X, Y;
        internal int Size;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var row = start; row < end; row++)
            {
                var x = X + row * Size;
                var y = Y + row * Size;
                var sum = Exponentials<V>(x, y, Max<V, T>(x, Size));
                var norm = Across.Sum<Lane1<T>, T>(TForm.Norm(Across.Same<Lane1<T>, T>(sum)));
                var i = 0;
                Finish(y, Across.Same<V, T>(norm), ref i);
                Finish(y, Across.Same<Lane1<T>, T>(norm), ref i);
            }
        }

        [MethodImpl(Always)]
        readonly T Exponentials<V>(T* x, T* y, T max) where V : struct, ISimdLane<V>
        {
            var i = 0;
            var sum = Keep(x, y, Across.Same<V, T>(max), ref i);
            var rest = Keep(x, y, Across.Same<Lane1<T>, T>(max), ref i);
            return Across.Sum<V, T>(sum) + Across.Sum<Lane1<T>, T>(rest);
        }

        [MethodImpl(Always)]
        readonly V Keep<V>(T* x, T* y, V max, ref int i) where V : struct, ISimdLane<V>
        {
            var sum = V.Zero;
            for (; i <= Size - V.Width; i += V.Width)
            {
                var shifted = V.Load(x, i) - max;
                var exponential = V.ExpOfNonPositive(shifted);
                sum += exponential;
                V.Store(TForm.Keep(shifted, exponential), y, i);
            }
            return sum;
        }

        [MethodImpl(Always)]
        readonly void Finish<V>(T* y, V norm, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= Size - V.Width; i += V.Width) V.Store(TForm.Finish(V.Load(y, i), norm), y, i);
        }
    }

    struct BackwardBody<T, TForm> : ILaneRange<T> where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        internal T* Dy, Y, Dx;
        internal int Size;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var row = start; row < end; row++)
            {
                var at = row * Size;
                var i = 0;
                var lanes = Terms<V>(at, ref i);
                var sum = Across.Sum<V, T>(lanes) + Across.Sum<Lane1<T>, T>(Terms<Lane1<T>>(at, ref i));
                i = 0;
                Finish(at, Across.Same<V, T>(sum), ref i);
                Finish(at, Across.Same<Lane1<T>, T>(sum), ref i);
            }
        }

        [MethodImpl(Always)]
        readonly V Terms<V>(long at, ref int i) where V : struct, ISimdLane<V>
        {
            var sum = V.Zero;
            for (; i <= Size - V.Width; i += V.Width) sum += TForm.Term(V.Load(Dy + at, i), V.Load(Y + at, i));
            return sum;
        }

        [MethodImpl(Always)]
        readonly void Finish<V>(long at, V sum, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= Size - V.Width; i += V.Width)
                V.Store(TForm.Gradient(V.Load(Dy + at, i), V.Load(Y + at, i), sum), Dx + at, i);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Softmax over a dimension that is not the last: neighbouring columns share a lane.</summary>
static unsafe class SoftmaxColumns
{
    internal static void Forward<T, TForm>(T* x, T* y, Axis axis)
        where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm =>
        LaneRange.For<T, ForwardBody<T, TForm>>(axis.Outer, Grain.Of(axis.Size * axis.Inner), new() { X = x, Y = y, Axis = axis });

    internal static void Backward<T, TForm>(T* dy, T* y, T* dx, Axis axis)
        where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm =>
        LaneRange.For<T, BackwardBody<T, TForm>>(
            axis.Outer, Grain.Of(axis.Size * axis.Inner), new() { Dy = dy, Y = y, Dx = dx, Axis = axis });

    struct ForwardBody<T, TForm> : ILaneRange<T> where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        internal T* X, Y;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var block = start; block < end; block++)
            {
                var at = block * Axis.Size * Axis.Inner;
                long column = 0;
                for (; column <= Axis.Inner - V.Width; column += V.Width) Columns<V>(X + at + column, Y + at + column);
                for (; column < Axis.Inner; column++) Columns<Lane1<T>>(X + at + column, Y + at + column);
            }
        }

        [MethodImpl(Always)]
        readonly void Columns<V>(T* x, T* y) where V : struct, ISimdLane<V>
        {
            var last = Axis.Size * Axis.Inner;
            var max = V.Const(double.NegativeInfinity);
            for (nint i = 0; i < last; i += (nint)Axis.Inner) max = V.AtLeast(max, V.Load(x, i));
            var sum = V.Zero;
            for (nint i = 0; i < last; i += (nint)Axis.Inner)
            {
                var shifted = V.Load(x, i) - max;
                var exponential = V.ExpOfNonPositive(shifted);
                sum += exponential;
                V.Store(TForm.Keep(shifted, exponential), y, i);
            }
            var norm = TForm.Norm(sum);
            for (nint i = 0; i < last; i += (nint)Axis.Inner) V.Store(TForm.Finish(V.Load(y, i), norm), y, i);
        }
    }

    struct BackwardBody<T, TForm> : ILaneRange<T> where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        internal T* Dy, Y, Dx;
        internal Axis Axis;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var block = start; block < end; block++)
            {
                var at = block * Axis.Size * Axis.Inner;
                long column = 0;
                for (; column <= Axis.Inner - V.Width; column += V.Width) Columns<V>(at + column);
                for (; column < Axis.Inner; column++) Columns<Lane1<T>>(at + column);
            }
        }

        [MethodImpl(Always)]
        readonly void Columns<V>(long at) where V : struct, ISimdLane<V>
        {
            var last = Axis.Size * Axis.Inner;
            var sum = V.Zero;
            for (nint i = 0; i < last; i += (nint)Axis.Inner) sum += TForm.Term(V.Load(Dy + at, i), V.Load(Y + at, i));
            for (nint i = 0; i < last; i += (nint)Axis.Inner)
                V.Store(TForm.Gradient(V.Load(Dy + at, i), V.Load(Y + at, i), sum), Dx + at, i);
        }
    }
}

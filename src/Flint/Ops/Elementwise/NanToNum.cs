using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Numbers in place of NaN and infinities.</summary>
public static class NanToNumOps
{
    extension(Tensor x)
    {
        /// <summary>x with <paramref name="nan"/>, <paramref name="posInf"/> and <paramref name="negInf"/> instead; the dtype's largest and smallest where null.</summary>
        public Tensor NanToNum(double nan = 0, double? posInf = null, double? negInf = null)
        {
            if (!x.DType.IsFloating) return x;
            var most = x.DType == DType.Float64 ? double.MaxValue : float.MaxValue;
            return Elementwise.Unary(x, new Body(nan, posInf ?? most, negInf ?? -most));
        }
    }

    readonly struct Body(double nan, double posInf, double negInf) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(V.Equal(x, x),
            V.Select(V.Equal(x, V.Const(double.PositiveInfinity)), V.Const(posInf), V.Select(V.Equal(x, V.Const(double.NegativeInfinity)), V.Const(negInf), x)), V.Const(nan));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(V.Equal(x - x, V.Zero), dy, V.Zero);
    }
}

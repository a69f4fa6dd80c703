using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Bitwise complement.</summary>
public static class BitwiseNotOps
{
    extension(Tensor x)
    {
        /// <summary>All bits of x turned over; of Bool, logical not.</summary>
        /// <exception cref="DTypeException">x is floating.</exception>
        public Tensor BitwiseNot() => x.DType switch
        {
            DType.Bool => x.LogicalNot(),
            { IsFloating: true } => throw new DTypeException($"BitwiseNot is not defined for {x.DType}: use LogicalNot, or convert with To(DType.Int64) first."),
            _ => Elementwise.Unary<Body>(x),
        };
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => ~x;

        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}

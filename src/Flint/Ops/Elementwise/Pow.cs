using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Powers.</summary>
public static class PowOps
{
    extension(Tensor a)
    {
        /// <summary>aᵇ, broadcast; integers stay integers. Exponents 2 and 0.5 given as numbers take the short way.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Pow(Tensor b)
        {
            if (b.IsWeak && DTypes.Result(a, b) == a.DType && b.Item<double>() is var exponent)
            {
                if (exponent == 2) return a.Square();
                if (exponent == 0.5 && a.DType.IsFloating) return a.Sqrt();
            }
            return Elementwise.Binary<Body>(a, b);
        }
    }

    readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientBReads => Operands.First | Operands.Second | Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Pow(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(b, V.Zero), V.Zero, dy * b * V.Pow(a, b - V.One));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, V.Zero) & (b >= V.Zero), V.Zero, dy * y * V.Log(a));
    }
}

using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Powers.</summary>
public static class PowOps
{
    extension(Tensor a)
    {
        /// <summary>
        /// aᵇ, broadcast; integers stay integers, and a fraction among them (a negative power) is cut to 0. Exponents 2 and 0.5 given as
        /// numbers take the short way.
        /// </summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">The exponent is a negative whole number, and a holds integers.</exception>
        public Tensor Pow(Tensor b)
        {
            if (b.IsWeak)
            {
                var (dtype, exponent) = (DTypes.Result(a, b), b.Item<double>());
                if (exponent < 0 && !dtype.IsFloating)
                    throw new DTypeException($"Pow of {a.DType} by {exponent} is a fraction, which {dtype} does not hold: convert with To(DType.Float32) first, or pass {exponent}.0.");
                if (exponent == 2 && dtype == a.DType) return a.Square();
                if (exponent == 0.5 && dtype == a.DType) return a.Sqrt();
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
            V.Select(V.Equal(b, V.Zero), V.Zero, dy * b * V.Pow(V.Select(V.Equal(b, V.Zero), V.One, a), b - V.One));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, V.Zero) & (b >= V.Zero), V.Zero, dy * y * V.Log(a));
    }
}

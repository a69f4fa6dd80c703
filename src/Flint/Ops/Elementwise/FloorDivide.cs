using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Division rounded down.</summary>
public static class FloorDivideOps
{
    extension(Tensor a)
    {
        /// <summary>floor(a / b), exact, broadcast, as Python's //. Integers stay integers; the gradient is 0.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
        public Tensor FloorDivide(Tensor b) => Division.Run<Body>("FloorDivide", a, b);
    }

    readonly struct Body : IBinaryFunction
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientAReads => Operands.None;
        public static Operands GradientBReads => Operands.None;

        public T Of<T>(T a, T b) where T : unmanaged, INumber<T>
        {
            if (b == T.Zero) return a / b;
            var rest = Division.Rest(a, b);
            var whole = (a - rest) / b;
            if (rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b)) whole -= T.One;
            // The quotient of floats may lie beside a whole number by its rounding.
            return typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(Math.Round(double.CreateTruncating(whole))) : whole;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Apply(this, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The remainder of a division, as in C.</summary>
public static class FmodOps
{
    extension(Tensor a)
    {
        /// <summary>a - b trunc(a / b), exact, broadcast: it has the sign of a. Integers stay integers.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
        public Tensor Fmod(Tensor b) => Division.Run<Body>("Fmod", a, b);
    }

    readonly struct Body : IBinaryFunction
    {
        public static bool KeepsIntegers => true;
        public static bool PassesToA => true;

        public T Of<T>(T a, T b) where T : unmanaged, INumber<T> => Division.Rest(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Apply(this, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V>
        {
            var q = a / b;
            return -dy * V.Select(q < V.Zero, V.Ceiling(q), V.Floor(q));
        }
    }
}

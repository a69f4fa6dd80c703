using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Limits.</summary>
public static class ClampOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// min(max(x, <paramref name="min"/>), <paramref name="max"/>); a limit that is null does not apply. The gradient passes
        /// inside and at the limits.
        /// </summary>
        /// <exception cref="ArgumentException">Neither limit is given.</exception>
        public Tensor Clamp(double? min = null, double? max = null)
        {
            if (min is null && max is null) throw new ArgumentException("Clamp needs min, max or both.");
            if (!x.DType.IsFloating && (IsFraction(min) || IsFraction(max))) x = x.To(DType.Float32);
            return Elementwise.Unary(x, new Body(min ?? double.NegativeInfinity, max ?? double.PositiveInfinity));
        }
    }

    static bool IsFraction(double? limit) => limit is { } value && !double.IsInteger(value);

    readonly struct Body(double min, double max) : IUnaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Min(V.Max(x, V.Const(min)), V.Const(max));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select((x >= V.Const(min)) & (x <= V.Const(max)), dy, V.Zero);
    }
}

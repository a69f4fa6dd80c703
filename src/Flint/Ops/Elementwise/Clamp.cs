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

        /// <summary>min(max(x, min), max) with limits for each element, broadcast; where min is above max, max.</summary>
        /// <exception cref="ArgumentException">Neither limit is given.</exception>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        [OverloadResolutionPriority(-1)]
        public Tensor Clamp(Tensor? min, Tensor? max)
        {
            if (min is null && max is null) throw new ArgumentException("Clamp needs min, max or both.");
            var y = min is null ? x : Tensor.Where(x < min, min, x);
            return max is null ? y : Tensor.Where(y > max, max, y);
        }

        /// <summary>max(x, min).</summary>
        public Tensor ClampMin(double min) => x.Clamp(min: min);

        /// <summary>min(x, max).</summary>
        public Tensor ClampMax(double max) => x.Clamp(max: max);
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

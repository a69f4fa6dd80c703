using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>The exponential of scores: base 2 for floats, where it takes fewer operations, else base e.</summary>
static class AttentionExponential
{
    /// <summary>What scores are multiplied by to be in the exponential's unit.</summary>
    internal static T Unit<T>() where T : unmanaged, INumber<T> => typeof(T) == typeof(float) ? T.CreateTruncating(1.4426950408889634) : T.One;

    [MethodImpl(Always)]
    internal static V Of<V, T>(V x) where V : struct, ISimdLane<V> => typeof(T) == typeof(float) ? FloatMath.Exp2(x) : V.Exp(x);
}

/// <summary>
/// Scores [keys, lanes] to weights relative to the running maximum of each lane: exp(s - max). Sums, and as many rows of the
/// outputs as asked, are scaled where the maximum moved.
/// </summary>
readonly unsafe struct SoftmaxBody<T>(T* scores, int keys, int lanes, T* maxima, T* sums, T* outputs, int outputRows) : ILaneRange<T>
    where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var lane = 0; lane < lanes; lane += V.Width)
        {
            var before = V.Load(maxima, lane);
            var max = Max(scores + lane, before);
            // A query that sees nothing yet has the maximum -inf, and -inf - -inf would be NaN.
            var from = V.Select(max > V.Const(double.NegativeInfinity), max, V.Zero);
            V.Store(max, maxima, lane);
            var sum = Exponentials(scores + lane, from);
            var moved = AttentionExponential.Of<V, T>(before - from);
            V.Store(V.Fma(V.Load(sums, lane), moved, sum), sums, lane);
            if (outputRows > 0 && V.Any(~V.Equal(moved, V.One))) Scale(outputs + lane, moved);
        }
    }

    /// <summary>NaN may be passed over: it comes back in the exponentials.</summary>
    [MethodImpl(Always)]
    V Max<V>(T* s, V max) where V : struct, ISimdLane<V>
    {
        V m0 = max, m1 = max;
        var j = 0;
        for (; j <= keys - 2; j += 2, s += 2 * lanes)
        {
            m0 = V.AtLeast(m0, V.Load(s, 0));
            m1 = V.AtLeast(m1, V.Load(s, lanes));
        }
        if (j < keys) m0 = V.AtLeast(m0, V.Load(s, 0));
        return V.AtLeast(m0, m1);
    }

    [MethodImpl(Always)]
    V Exponentials<V>(T* s, V from) where V : struct, ISimdLane<V>
    {
        var sum = V.Zero;
        for (var j = 0; j < keys; j++, s += lanes)
        {
            var e = AttentionExponential.Of<V, T>(V.Load(s, 0) - from);
            sum += e;
            V.Store(e, s, 0);
        }
        return sum;
    }

    [MethodImpl(Always)]
    void Scale<V>(T* row, V factor) where V : struct, ISimdLane<V>
    {
        for (var d = 0; d < outputRows; d++, row += lanes) V.Store(V.Load(row, 0) * factor, row, 0);
    }
}

/// <summary>x = x factor.</summary>
readonly unsafe struct ScaleBody<T>(T* x, nint count, T factor) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        var f = Across.Same<V, T>(factor);
        for (nint i = 0; i < count; i += V.Width) V.Store(V.Load(x, i) * f, x, i);
    }
}

/// <summary>x = x + y factor.</summary>
readonly unsafe struct AddBody<T>(T* x, T* y, nint count, T factor) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        var f = Across.Same<V, T>(factor);
        for (nint i = 0; i < count; i += V.Width) V.Store(V.Fma(V.Load(y, i), f, V.Load(x, i)), x, i);
    }
}

/// <summary>x = x y.</summary>
readonly unsafe struct MultiplyBody<T>(T* x, T* y, nint count) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (nint i = 0; i < count; i += V.Width) V.Store(V.Load(x, i) * V.Load(y, i), x, i);
    }
}

/// <summary>Each column of x [rows, lanes] times its own factor.</summary>
readonly unsafe struct ScaleColumnsBody<T>(T* x, int rows, int lanes, T* factors) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var lane = 0; lane < lanes; lane += V.Width)
        {
            var factor = V.Load(factors, lane);
            for (var r = 0; r < rows; r++) V.Store(V.Load(x, (nint)r * lanes + lane) * factor, x, (nint)r * lanes + lane);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>What attention does to the scores of a tile between its products, row by row.</summary>
static unsafe class AttentionRows
{
    /// <summary>
    /// Scores to exp(score - running maximum), dropped where dropout says; maxima and sums move on, and what the output held is
    /// scaled to the new maximum.
    /// </summary>
    internal static void Weights<T>(
        in AttentionOperands<T> x, int head, int first, int rows, int key, int keys, T* scores, T* maxima, T* sums, T* output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) Weights<Lane512<T>, T>(x, head, first, rows, key, keys, scores, maxima, sums, output);
        else if (Vector256.IsHardwareAccelerated) Weights<Lane256<T>, T>(x, head, first, rows, key, keys, scores, maxima, sums, output);
        else if (Vector128.IsHardwareAccelerated) Weights<Lane128<T>, T>(x, head, first, rows, key, keys, scores, maxima, sums, output);
        else Weights<Lane1<T>, T>(x, head, first, rows, key, keys, scores, maxima, sums, output);
    }

    /// <summary>Divides the rows by their sums and stores the log-sum-exp.</summary>
    internal static void Finish<T>(in AttentionOperands<T> x, int head, int first, int last, T* maxima, T* sums, T* output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = first; i < last; i++)
        {
            var (max, sum) = (maxima[i - first], sums[i - first]);
            var isMaskedOut = sum == T.Zero;
            x.LogSums[(nint)head * x.L + i] = isMaskedOut ? T.PositiveInfinity : max + T.Log(sum);
            var row = output + (nint)i * x.Ev;
            var factor = isMaskedOut ? T.Zero : T.One / sum;
            for (var d = 0; d < x.Ev; d++) row[d] *= factor;
        }
    }

    [MethodImpl(Hot)]
    static void Weights<V, T>(
        in AttentionOperands<T> x, int head, int first, int rows, int key, int keys, T* scores, T* maxima, T* sums, T* output)
        where V : struct, ISimdLane<V> where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factors = stackalloc T[AttentionForward<T>.Keys];
        for (var r = 0; r < rows; r++)
        {
            var s = scores + (nint)r * AttentionForward<T>.Keys;
            var visible = x.Visible(first + r, key, keys);
            new Span<T>(s + visible, keys - visible).Clear();
            Scale<V, T>(x, head, first + r, key, visible, s);
            var max = SoftmaxRows.Max<V, T>(s, visible);
            max = max > maxima[r] ? max : maxima[r];
            // A row that sees nothing yet has the maximum -inf, and -inf - -inf would be NaN.
            var from = max == T.NegativeInfinity ? T.Zero : max;
            var moved = T.Exp(maxima[r] - from);
            var i = 0;
            var sum = Exponentials<V, T>(s, visible, Across.Same<V, T>(from), ref i);
            var rest = Exponentials<Lane1<T>, T>(s, visible, Across.Same<Lane1<T>, T>(from), ref i);
            sums[r] = sums[r] * moved + (Across.Sum<V, T>(sum) + Across.Sum<Lane1<T>, T>(rest));
            maxima[r] = max;
            if (key > 0 && moved != T.One)
            {
                var row = output + (nint)(first + r) * x.Ev;
                for (var d = 0; d < x.Ev; d++) row[d] *= moved;
            }
            if (x.Keep == 1) continue;
            x.Dropout(head, first + r, key, keys, factors);
            for (var j = 0; j < visible; j++) s[j] *= factors[j];
        }
    }

    /// <summary>s = s scale + mask.</summary>
    [MethodImpl(Always)]
    internal static void Scale<V, T>(in AttentionOperands<T> x, int head, int query, int key, int count, T* s)
        where V : struct, ISimdLane<V> where T : unmanaged, IFloatingPointIeee754<T>
    {
        var mask = x.Mask == null ? null : x.Mask + x.MaskAt[head] + query * x.MaskRow + key;
        var i = 0;
        Scale(s, mask, count, Across.Same<V, T>(x.Scale), ref i);
        Scale(s, mask, count, Across.Same<Lane1<T>, T>(x.Scale), ref i);
    }

    [MethodImpl(Always)]
    static void Scale<V, T>(T* s, T* mask, int count, V scale, ref int i) where V : struct, ISimdLane<V> where T : unmanaged
    {
        if (mask == null)
            for (; i <= count - V.Width; i += V.Width) V.Store(V.Load(s, i) * scale, s, i);
        else
            for (; i <= count - V.Width; i += V.Width) V.Store(V.Fma(V.Load(s, i), scale, V.Load(mask, i)), s, i);
    }

    [MethodImpl(Always)]
    static V Exponentials<V, T>(T* s, int count, V from, ref int i) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var sum = V.Zero;
        for (; i <= count - V.Width; i += V.Width)
        {
            var e = V.Exp(V.Load(s, i) - from);
            sum += e;
            V.Store(e, s, i);
        }
        return sum;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// From transposed scores S and dP = (dO Vᵀ)ᵀ, both [keys, lanes], to the weights P and dS = scale P (dP - dots), in place; and dS once more as
/// packed panels [lanes / width, keys, width]. With dropout, <paramref name="factors"/> [keys, lanes] apply to dP and to the P that is stored.
/// </summary>
readonly unsafe struct AttentionGradientBody<T>(
    T* scores, T* dp, T* factors, T* panels, int keys, int lanes, int width, T* logSums, T* dots, T scale) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var lane = 0; lane < lanes; lane += V.Width)
        {
            V logSum = V.Load(logSums, lane), dot = V.Load(dots, lane), times = Across.Same<V, T>(scale);
            var panel = panels + (nint)(lane / width) * keys * width + lane % width;
            var at = (nint)lane;
            for (var j = 0; j < keys; j++, at += lanes, panel += width)
            {
                V weight = AttentionExponential.Of<V, T>(V.Load(scores, at) - logSum), d = V.Load(dp, at), kept = weight;
                if (factors != null)
                {
                    var factor = V.Load(factors, at);
                    (d, kept) = (d * factor, weight * factor);
                }
                var ds = weight * (d - dot) * times;
                V.Store(kept, scores, at);
                V.Store(ds, dp, at);
                V.Store(ds, panel, 0);
            }
        }
    }
}

/// <summary>Σ x y of each row.</summary>
readonly unsafe struct RowDots<T>(T* x, T* y, int size, T* dots) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var row = (nint)start; row < end; row++)
        {
            T* a = x + row * size, b = y + row * size;
            var sum = V.Zero;
            var i = 0;
            for (; i <= size - V.Width; i += V.Width) sum = V.Fma(V.Load(a, i), V.Load(b, i), sum);
            var total = Across.Sum<V, T>(sum);
            for (; i < size; i++) total += a[i] * b[i];
            dots[row] = total;
        }
    }
}

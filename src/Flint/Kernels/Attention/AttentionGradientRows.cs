using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>From a tile of scores S and of dP = dO Vᵀ to the weights P and dS, in place.</summary>
static unsafe class AttentionGradientRows
{
    internal static void Run<T>(in AttentionOperands<T> x, int head, int first, int rows, int key, int keys, T* weights, T* scores, T* dots)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) Run<Lane512<T>, T>(x, head, first, rows, key, keys, weights, scores, dots);
        else if (Vector256.IsHardwareAccelerated) Run<Lane256<T>, T>(x, head, first, rows, key, keys, weights, scores, dots);
        else if (Vector128.IsHardwareAccelerated) Run<Lane128<T>, T>(x, head, first, rows, key, keys, weights, scores, dots);
        else Run<Lane1<T>, T>(x, head, first, rows, key, keys, weights, scores, dots);
    }

    [MethodImpl(Hot)]
    static void Run<V, T>(in AttentionOperands<T> x, int head, int first, int rows, int key, int keys, T* weights, T* scores, T* dots)
        where V : struct, ISimdLane<V> where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factors = stackalloc T[Tuning.AttentionKeys];
        new Span<T>(factors, Tuning.AttentionKeys).Fill(T.One);
        for (var r = 0; r < rows; r++)
        {
            T* p = weights + (nint)r * Tuning.AttentionKeys, ds = scores + (nint)r * Tuning.AttentionKeys;
            var visible = x.Visible(first + r, key, keys);
            new Span<T>(p + visible, keys - visible).Clear();
            new Span<T>(ds + visible, keys - visible).Clear();
            AttentionRows.Scale<V, T>(x, head, first + r, key, visible, p);
            if (x.Keep != 1) x.Dropout(head, first + r, key, keys, factors);
            T logSum = x.LogSums[(nint)head * x.L + first + r], dot = dots[first + r];
            var i = 0;
            Row(p, ds, factors, visible, Across.Same<V, T>(logSum), Across.Same<V, T>(dot), Across.Same<V, T>(x.Scale), ref i);
            Row(p, ds, factors, visible, Across.Same<Lane1<T>, T>(logSum), Across.Same<Lane1<T>, T>(dot), Across.Same<Lane1<T>, T>(x.Scale), ref i);
        }
    }

    [MethodImpl(Always)]
    static void Row<V, T>(T* p, T* ds, T* factors, int count, V logSum, V dot, V scale, ref int i)
        where V : struct, ISimdLane<V> where T : unmanaged
    {
        for (; i <= count - V.Width; i += V.Width)
        {
            var weight = V.Exp(V.Load(p, i) - logSum);
            var factor = V.Load(factors, i);
            V.Store(weight * (V.Load(ds, i) * factor - dot) * scale, ds, i);
            V.Store(weight * factor, p, i);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>What the gradient of attention does to rows of scores first.</summary>
static unsafe class AttentionRows
{
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
}

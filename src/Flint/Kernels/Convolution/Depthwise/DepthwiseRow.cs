using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>What the columns of a kernel meet in one row of the source: a vector each, of neighbouring outputs.</summary>
unsafe struct DepthwiseRow<T, S, V, TSide>
    where T : unmanaged where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
{
    internal V C0, C1, C2, C3, C4;

    /// <summary>A row of the kernel, each weight repeated.</summary>
    [MethodImpl(Always)]
    internal static DepthwiseRow<T, S, V, TSide> Weights(T* weights, nint step)
    {
        Unsafe.SkipInit(out DepthwiseRow<T, S, V, TSide> row);
        row.C0 = S.Broadcast(*weights);
        row.C1 = S.Broadcast(weights[step]);
        row.C2 = S.Broadcast(weights[2 * step]);
        if (TSide.Side == 5) (row.C3, row.C4) = (S.Broadcast(weights[3 * step]), S.Broadcast(weights[4 * step]));
        return row;
    }

    /// <summary>A row of sums.</summary>
    [MethodImpl(Always)]
    internal static DepthwiseRow<T, S, V, TSide> Sums(T* sums)
    {
        Unsafe.SkipInit(out DepthwiseRow<T, S, V, TSide> row);
        (row.C0, row.C1, row.C2) = (S.Load(sums), S.Load(sums + S.Count), S.Load(sums + 2 * S.Count));
        if (TSide.Side == 5) (row.C3, row.C4) = (S.Load(sums + 3 * S.Count), S.Load(sums + 4 * S.Count));
        return row;
    }

    [MethodImpl(Always)]
    internal static DepthwiseRow<T, S, V, TSide> Load<TEdge>(T* source, T* masks) where TEdge : struct, IStripEdge
    {
        Unsafe.SkipInit(out DepthwiseRow<T, S, V, TSide> row);
        row.C0 = S.Load(source);
        row.C1 = S.Load(source + 1);
        row.C2 = S.Load(source + 2);
        if (TSide.Side == 5)
        {
            row.C3 = S.Load(source + 3);
            row.C4 = S.Load(source + 4);
        }
        if (TEdge.IsMasked) row.Mask(masks);
        return row;
    }

    /// <summary>Outputs two columns of the source apart.</summary>
    [MethodImpl(Always)]
    internal static DepthwiseRow<T, S, V, TSide> LoadPairs<TEdge>(T* source, T* masks) where TEdge : struct, IStripEdge
    {
        Unsafe.SkipInit(out DepthwiseRow<T, S, V, TSide> row);
        V a = S.Load(source), b = S.Load(source + S.Count), c = S.Load(source + 2), d = S.Load(source + S.Count + 2);
        (row.C0, row.C1, row.C2) = (S.Even(a, b), S.Odd(a, b), S.Even(c, d));
        if (TSide.Side == 5) (row.C3, row.C4) = (S.Odd(c, d), S.Even(S.Load(source + 4), S.Load(source + S.Count + 4)));
        if (TEdge.IsMasked) row.Mask(masks);
        return row;
    }

    [MethodImpl(Always)]
    void Mask(T* masks)
    {
        C0 = S.And(C0, S.Load(masks));
        C1 = S.And(C1, S.Load(masks + S.Count));
        C2 = S.And(C2, S.Load(masks + 2 * S.Count));
        if (TSide.Side != 5) return;
        C3 = S.And(C3, S.Load(masks + 3 * S.Count));
        C4 = S.And(C4, S.Load(masks + 4 * S.Count));
    }

    /// <summary>sum + w · this.</summary>
    [MethodImpl(Always)]
    internal readonly V Dot(in DepthwiseRow<T, S, V, TSide> w, V sum)
    {
        sum = S.MultiplyAdd(w.C0, C0, sum);
        sum = S.MultiplyAdd(w.C1, C1, sum);
        sum = S.MultiplyAdd(w.C2, C2, sum);
        if (TSide.Side != 5) return sum;
        sum = S.MultiplyAdd(w.C3, C3, sum);
        return S.MultiplyAdd(w.C4, C4, sum);
    }

    /// <summary>this += factor · row.</summary>
    [MethodImpl(Always)]
    internal void Add(V factor, in DepthwiseRow<T, S, V, TSide> row)
    {
        C0 = S.MultiplyAdd(factor, row.C0, C0);
        C1 = S.MultiplyAdd(factor, row.C1, C1);
        C2 = S.MultiplyAdd(factor, row.C2, C2);
        if (TSide.Side != 5) return;
        C3 = S.MultiplyAdd(factor, row.C3, C3);
        C4 = S.MultiplyAdd(factor, row.C4, C4);
    }

    [MethodImpl(Always)]
    internal readonly void Store(T* to)
    {
        S.Store(C0, to);
        S.Store(C1, to + S.Count);
        S.Store(C2, to + 2 * S.Count);
        if (TSide.Side != 5) return;
        S.Store(C3, to + 3 * S.Count);
        S.Store(C4, to + 4 * S.Count);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Inner loops of reductions over contiguous rows. A is the wider type that collects blocks: double or long.</summary>
static unsafe class FoldLoops<TOp, T, A, V>
    where TOp : unmanaged, IFold where T : unmanaged, INumber<T> where A : unmanaged, INumber<A> where V : struct, ISimdLane<V>
{
    /// <summary>Elements folded in the dtype itself before the wider type takes over.</summary>
    const int Block = 4096;

    /// <summary>Rows folded in the dtype itself, when whole rows are folded element by element.</summary>
    internal const int RowBlock = 32;

    /// <summary>Rows folded at a time.</summary>
    internal const int RowGroup = 4;

    /// <summary>Folds a contiguous row into <paramref name="total"/>.</summary>
    internal static void Row(T* x, long count, A* total)
    {
        for (long i = 0; i < count; i += Block)
            *total = Combine(*total, A.CreateTruncating(FoldBlock(x + i, (int)Math.Min(Block, count - i))));
    }

    /// <summary>
    /// Folds up to four rows, element by element, into <paramref name="partial"/>; few streams at a time, so that rows a power
    /// of two apart do not fight for cache sets.
    /// </summary>
    [MethodImpl(Hot)]
    internal static void Rows(byte* x, long stride, int rows, T* partial, nint columns)
    {
        byte* r1 = rows > 1 ? x + stride : x, r2 = rows > 2 ? x + 2 * stride : x, r3 = rows > 3 ? x + 3 * stride : x;
        nint j = 0;
        for (; j <= columns - V.Width; j += V.Width)
        {
            var sum = V.Load(x, j);
            if (rows == 4) sum = TOp.Combine(TOp.Combine(sum, V.Load(r1, j)), TOp.Combine(V.Load(r2, j), V.Load(r3, j)));
            else
            {
                if (rows > 1) sum = TOp.Combine(sum, V.Load(r1, j));
                if (rows > 2) sum = TOp.Combine(sum, V.Load(r2, j));
            }
            V.Store(TOp.Combine(V.Load(partial, j), sum), partial, j);
        }
        for (; j < columns; j++)
        {
            var sum = ((T*)x)[j];
            if (rows == 4) sum = Combine(Combine(sum, ((T*)r1)[j]), Combine(((T*)r2)[j], ((T*)r3)[j]));
            else
            {
                if (rows > 1) sum = Combine(sum, ((T*)r1)[j]);
                if (rows > 2) sum = Combine(sum, ((T*)r2)[j]);
            }
            partial[j] = Combine(partial[j], sum);
        }
    }

    /// <summary>Moves what rows gave in the dtype itself to the wider type.</summary>
    [MethodImpl(Hot)]
    internal static void Collect(T* partial, A* totals, int columns)
    {
        for (var c = 0; c < columns; c++)
        {
            totals[c] = Combine(totals[c], A.CreateTruncating(partial[c]));
            partial[c] = Scalars.From<T>(TOp.Identity);
        }
    }

    [MethodImpl(Always)]
    internal static TNumber Combine<TNumber>(TNumber a, TNumber b) where TNumber : unmanaged, INumber<TNumber>
    {
        TNumber result;
        Lane1<TNumber>.Store(TOp.Combine(new Lane1<TNumber>(a), new Lane1<TNumber>(b)), &result, 0);
        return result;
    }

    [MethodImpl(Hot)]
    static T FoldBlock(T* x, int count)
    {
        T a;
        var i = 0;
        if (count >= 8 * V.Width)
        {
            // Eight lanes side by side: an addition takes three or four cycles, and one or two start in each.
            V v0 = V.Load(x, 0), v1 = V.Load(x, V.Width), v2 = V.Load(x, 2 * V.Width), v3 = V.Load(x, 3 * V.Width);
            V v4 = V.Load(x, 4 * V.Width), v5 = V.Load(x, 5 * V.Width), v6 = V.Load(x, 6 * V.Width), v7 = V.Load(x, 7 * V.Width);
            for (i = 8 * V.Width; i <= count - 8 * V.Width; i += 8 * V.Width)
            {
                Prefetch.Bytes((byte*)(x + i) + Tuning.AheadBytes, 8 * V.Width * sizeof(T));
                v0 = TOp.Combine(v0, V.Load(x, i));
                v1 = TOp.Combine(v1, V.Load(x, i + V.Width));
                v2 = TOp.Combine(v2, V.Load(x, i + 2 * V.Width));
                v3 = TOp.Combine(v3, V.Load(x, i + 3 * V.Width));
                v4 = TOp.Combine(v4, V.Load(x, i + 4 * V.Width));
                v5 = TOp.Combine(v5, V.Load(x, i + 5 * V.Width));
                v6 = TOp.Combine(v6, V.Load(x, i + 6 * V.Width));
                v7 = TOp.Combine(v7, V.Load(x, i + 7 * V.Width));
            }
            v0 = TOp.Combine(TOp.Combine(TOp.Combine(v0, v1), TOp.Combine(v2, v3)), TOp.Combine(TOp.Combine(v4, v5), TOp.Combine(v6, v7)));
            for (; i <= count - V.Width; i += V.Width) v0 = TOp.Combine(v0, V.Load(x, i));
            a = Across(v0);
        }
        else if (count >= V.Width)
        {
            var v = V.Load(x, 0);
            for (i = V.Width; i <= count - V.Width; i += V.Width) v = TOp.Combine(v, V.Load(x, i));
            a = Across(v);
        }
        else
        {
            a = Scalars.From<T>(TOp.Identity);
        }
        for (; i < count; i++) a = Combine(a, x[i]);
        return a;
    }

    [MethodImpl(Hot), SkipLocalsInit]
    static T Across(V v)
    {
        var lane = stackalloc T[64];
        V.Store(v, lane, 0);
        for (var width = V.Width / 2; width > 0; width /= 2)
            for (var i = 0; i < width; i++) lane[i] = Combine(lane[i], lane[i + width]);
        return lane[0];
    }
}

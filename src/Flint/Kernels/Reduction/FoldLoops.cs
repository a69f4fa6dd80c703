using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Inner loops of reductions over contiguous rows. A is the wider type that collects blocks: double or long.</summary>
static unsafe class FoldLoops<TOp, T, A, V>
    where TOp : unmanaged, IFold where T : unmanaged, INumber<T> where A : unmanaged, INumber<A> where V : struct, ISimdLane<V>
{
    /// <summary>Elements folded in the dtype itself before the wider type takes over.</summary>
    const int Block = 1024;

    /// <summary>Rows folded in the dtype itself, when whole rows are folded element by element.</summary>
    internal const int RowBlock = 32;

    /// <summary>Folds a contiguous row into <paramref name="total"/>.</summary>
    internal static void Row(T* x, long count, A* total)
    {
        for (long i = 0; i < count; i += Block)
            *total = Combine(*total, A.CreateTruncating(FoldBlock(x + i, (int)Math.Min(Block, count - i))));
    }

    /// <summary>Folds rows onto each other: element j of every row into element j of <paramref name="partial"/>, in order.</summary>
    [MethodImpl(Hot)]
    internal static void Rows(byte* x, long stride, int rows, T* partial, nint columns)
    {
        nint j = 0;
        for (; j <= columns - V.Width; j += V.Width)
        {
            // Two chains hide the latency of the addition.
            var even = V.Load(x, j);
            var odd = V.Const(TOp.Identity);
            var row = x + stride;
            var r = 1;
            for (; r < rows - 1; r += 2, row += 2 * stride)
            {
                odd = TOp.Combine(odd, V.Load(row, j));
                even = TOp.Combine(even, V.Load(row + stride, j));
            }
            if (r < rows) odd = TOp.Combine(odd, V.Load(row, j));
            V.Store(TOp.Combine(even, odd), partial, j);
        }
        for (; j < columns; j++)
        {
            var even = ((T*)x)[j];
            var odd = Scalars.From<T>(TOp.Identity);
            for (var r = 1; r < rows; r++)
            {
                var value = ((T*)(x + r * stride))[j];
                if ((r & 1) == 0) even = Combine(even, value);
                else odd = Combine(odd, value);
            }
            partial[j] = Combine(even, odd);
        }
    }

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
        if (count >= 4 * V.Width)
        {
            V v0 = V.Load(x, 0), v1 = V.Load(x, V.Width), v2 = V.Load(x, 2 * V.Width), v3 = V.Load(x, 3 * V.Width);
            for (i = 4 * V.Width; i <= count - 4 * V.Width; i += 4 * V.Width)
            {
                v0 = TOp.Combine(v0, V.Load(x, i));
                v1 = TOp.Combine(v1, V.Load(x, i + V.Width));
                v2 = TOp.Combine(v2, V.Load(x, i + 2 * V.Width));
                v3 = TOp.Combine(v3, V.Load(x, i + 3 * V.Width));
            }
            a = Across(TOp.Combine(TOp.Combine(v0, v1), TOp.Combine(v2, v3)));
        }
        else
        {
            a = Scalars.From<T>(TOp.Identity);
        }
        for (; i < count; i++) a = Combine(a, x[i]);
        return a;
    }

    static T Across(V v)
    {
        var lane = stackalloc T[64];
        V.Store(v, lane, 0);
        for (var width = V.Width / 2; width > 0; width /= 2)
            for (var i = 0; i < width; i++) lane[i] = Combine(lane[i], lane[i + width]);
        return lane[0];
    }
}

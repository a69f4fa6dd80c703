using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>The largest or smallest element and its first position along the middle dimension of [outer, n, inner]. NaN wins.</summary>
unsafe struct ExtremePieces<T> : IRangeBody where T : unmanaged, INumber<T>
{
    T* x, values;
    long* indices;
    int n, inner;
    bool largest;

    internal static void Run(T* x, T* values, long* indices, int outer, int n, int inner, bool largest)
    {
        var pieces = new ExtremePieces<T> { x = x, values = values, indices = indices, n = n, inner = inner, largest = largest };
        Threads.For(outer, Grain.Of((long)n * inner), ref pieces);
    }

    public readonly void Run(long start, long end)
    {
        for (var o = start; o < end; o++)
        {
            var (source, value, index) = ((nint)(x + o * n * inner), (nint)(values + o * inner), (nint)(indices + o * inner));
            if (inner == 1) Row((T*)source, (T*)value, (long*)index);
            else Columns((T*)source, (T*)value, (long*)index);
        }
    }

    [MethodImpl(Hot)]
    readonly void Row(T* source, T* value, long* index)
    {
        var best = source[0];
        var at = 0;
        for (var i = 1; i < n; i++)
            if (IsBetter(source[i], best)) (best, at) = (source[i], i);
        (*value, *index) = (best, at);
    }

    [MethodImpl(Hot)]
    readonly void Columns(T* source, T* value, long* index)
    {
        for (var j = 0; j < inner; j++) (value[j], index[j]) = (source[j], 0);
        for (var i = 1; i < n; i++)
        {
            var row = source + (long)i * inner;
            for (var j = 0; j < inner; j++)
            {
                var better = IsBetter(row[j], value[j]);
                value[j] = better ? row[j] : value[j];
                index[j] = better ? i : index[j];
            }
        }
    }

    [MethodImpl(Always)]
    readonly bool IsBetter(T candidate, T best) =>
        (largest ? candidate > best : candidate < best) || (T.IsNaN(candidate) && !T.IsNaN(best));
}

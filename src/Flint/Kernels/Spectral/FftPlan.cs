using System.Collections.Concurrent;

namespace Flint.Kernels;

/// <summary>What transforms of one length share: the roots of unity, the radices, and for lengths with other factors than 2, 3 and 5 a chirp.</summary>
sealed class FftPlan<T> where T : unmanaged
{
    /// <summary>So many plans are kept: who transforms signals of ever new lengths must not gather them all.</summary>
    internal const int Most = 64;

    static readonly ConcurrentDictionary<int, FftPlan<T>> Plans = new();

    internal static int Kept => Plans.Count;

    internal readonly int N;
    internal readonly int[] Radices;

    /// <summary>e^(-2πi k / N), each from its own angle.</summary>
    internal readonly T[] Cos, Sin;

    /// <summary>Bluestein: e^(-πi k² / N), and the transform of its conjugate over the plan <see cref="Inner"/>.</summary>
    internal readonly T[] ChirpCos = [], ChirpSin = [], FilterRe = [], FilterIm = [];
    internal readonly FftPlan<T>? Inner;

    FftPlan(int n)
    {
        N = n;
        Radices = Factors(n) ?? [];
        (Cos, Sin) = Roots(n, n, k => 2.0 * k / n);
        if (Radices.Length > 0 || n == 1) return;
        Inner = Of((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * n - 1)));
        // k² grows beyond what an angle can hold exactly, so it is reduced to one turn first.
        (ChirpCos, ChirpSin) = Roots(n, n, k => (double)((long)k * k % (2L * n)) / n);
        (FilterRe, FilterIm) = Filter();
    }

    internal static FftPlan<T> Of(int n)
    {
        if (Plans.TryGetValue(n, out var known)) return known;
        var plan = new FftPlan<T>(n);
        if (Plans.Count >= Most) Plans.Clear();
        return Plans.GetOrAdd(n, plan);
    }

    /// <summary>Scratch for one lane's worth of lines, in elements per line.</summary>
    internal int Scratch => Inner is null ? 4 * N : 4 * Inner.N;

    static (T[], T[]) Roots(int n, int count, Func<int, double> halfTurns)
    {
        var (cos, sin) = (new T[count], new T[count]);
        for (var k = 0; k < count; k++)
        {
            var (s, c) = double.SinCosPi(halfTurns(k));
            (cos[k], sin[k]) = (Scalars.From<T>(c), Scalars.From<T>(-s));
        }
        return (cos, sin);
    }

    /// <summary>4s first, then 2, 3 and 5; null for other prime factors.</summary>
    static int[]? Factors(int n)
    {
        List<int> radices = [];
        foreach (var radix in (ReadOnlySpan<int>)[4, 2, 3, 5])
            for (; n % radix == 0; n /= radix) radices.Add(radix);
        return n == 1 ? [.. radices] : null;
    }

    (T[], T[]) Filter()
    {
        var m = Inner!.N;
        var (re, im) = (new double[m], new double[m]);
        for (var k = 0; k < N; k++)
        {
            var (s, c) = double.SinCosPi((double)((long)k * k % (2L * N)) / N);
            re[k] = re[(m - k) % m] = c;
            im[k] = im[(m - k) % m] = s;
        }
        var transform = FftPlan<double>.Of(m);
        var (resultRe, resultIm) = (new T[m], new T[m]);
        unsafe
        {
            var scratch = new double[2 * m];
            fixed (double* r = re, i = im, s = scratch)
            {
                FftLines.Transform<Lane1<double>, double>(transform, r, i, s, s + m, out var outRe, out var outIm);
                for (var k = 0; k < m; k++) (resultRe[k], resultIm[k]) = (Scalars.From<T>(outRe[k] / m), Scalars.From<T>(outIm[k] / m));
            }
        }
        return (resultRe, resultIm);
    }
}

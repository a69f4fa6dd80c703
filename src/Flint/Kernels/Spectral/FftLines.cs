using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Discrete Fourier transforms of several lines at a time, one line per element of a lane, by Stockham's self-sorting passes of radix 4,
/// 2, 3 and 5 (Van Loan, "Computational frameworks for the FFT", 1992), and for other lengths by Bluestein's chirp, 1970.
/// </summary>
static unsafe class FftLines
{
    /// <summary>Transforms (re, im), which is overwritten as is (re2, im2); the result is in one of the two.</summary>
    [MethodImpl(Hot)]
    internal static void Transform<V, T>(FftPlan<T> plan, T* re, T* im, T* re2, T* im2, out T* outRe, out T* outIm)
        where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        if (plan.Inner is not null)
        {
            Chirp<V, T>(plan, re, im, re2, im2, out outRe, out outIm);
            return;
        }
        fixed (T* cos = plan.Cos, sin = plan.Sin)
        {
            var (n, s) = (plan.N, 1);
            foreach (var radix in plan.Radices)
            {
                var pass = new Pass<V, T> { Re = re, Im = im, ToRe = re2, ToIm = im2, Cos = cos, Sin = sin, M = n / radix, S = s };
                if (radix == 4) pass.Four();
                else if (radix == 2) pass.Two();
                else if (radix == 3) pass.Three();
                else pass.Five();
                (n, s) = (n / radix, s * radix);
                T* r = re, i = im;
                re = re2;
                im = im2;
                re2 = r;
                im2 = i;
            }
        }
        outRe = re;
        outIm = im;
    }

    static void Chirp<V, T>(FftPlan<T> plan, T* re, T* im, T* re2, T* im2, out T* outRe, out T* outIm)
        where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        var (n, inner) = (plan.N, plan.Inner!);
        fixed (T* cos = plan.ChirpCos, sin = plan.ChirpSin, filterRe = plan.FilterRe, filterIm = plan.FilterIm)
        {
            for (var k = 0; k < n; k++) Rotate<V, T>(re, im, re, im, k, cos[k], sin[k]);
            new Span<T>(re + n * V.Width, (inner.N - n) * V.Width).Clear();
            new Span<T>(im + n * V.Width, (inner.N - n) * V.Width).Clear();
            Transform<V, T>(inner, re, im, re2, im2, out var toRe, out var toIm);
            for (var k = 0; k < inner.N; k++) Rotate<V, T>(toRe, toIm, toRe, toIm, k, filterRe[k], filterIm[k]);
            // The inverse transform is the forward one with real and imaginary parts exchanged.
            T* otherRe = toRe == re ? re2 : re, otherIm = toRe == re ? im2 : im;
            Transform<V, T>(inner, toIm, toRe, otherIm, otherRe, out outIm, out outRe);
            for (var k = 0; k < n; k++) Rotate<V, T>(outRe, outIm, outRe, outIm, k, cos[k], sin[k]);
        }
    }

    [MethodImpl(Always)]
    static void Rotate<V, T>(T* re, T* im, T* toRe, T* toIm, int k, T cos, T sin) where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        V r = V.Load(re, k * V.Width), i = V.Load(im, k * V.Width), c = Across.Same<V, T>(cos), s = Across.Same<V, T>(sin);
        V.Store(r * c - i * s, toRe, k * V.Width);
        V.Store(r * s + i * c, toIm, k * V.Width);
    }

    /// <summary>
    /// One pass: from the elements q + r M (r below the radix) of each of S interleaved sequences to radix q + j, times the root to the
    /// power j q.
    /// </summary>
    ref struct Pass<V, T> where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        internal T* Re, Im, ToRe, ToIm, Cos, Sin;
        internal int M, S;

        [MethodImpl(Always)] readonly V R(int q, int r, int k) => V.Load(Re, (nint)(k + S * (q + r * M)) * V.Width);
        [MethodImpl(Always)] readonly V I(int q, int r, int k) => V.Load(Im, (nint)(k + S * (q + r * M)) * V.Width);

        [MethodImpl(Always)]
        readonly void Put(int q, int radix, int j, int k, V re, V im)
        {
            var root = j * q * S;
            V c = Across.Same<V, T>(Cos[root]), s = Across.Same<V, T>(Sin[root]);
            nint at = (nint)(k + S * (radix * q + j)) * V.Width;
            V.Store(re * c - im * s, ToRe, at);
            V.Store(re * s + im * c, ToIm, at);
        }

        [MethodImpl(Hot)]
        internal readonly void Two()
        {
            for (var q = 0; q < M; q++)
                for (var k = 0; k < S; k++)
                {
                    V ar = R(q, 0, k), ai = I(q, 0, k), br = R(q, 1, k), bi = I(q, 1, k);
                    Put(q, 2, 0, k, ar + br, ai + bi);
                    Put(q, 2, 1, k, ar - br, ai - bi);
                }
        }

        [MethodImpl(Hot)]
        internal readonly void Four()
        {
            for (var q = 0; q < M; q++)
                for (var k = 0; k < S; k++)
                {
                    V ar = R(q, 0, k), ai = I(q, 0, k), br = R(q, 1, k), bi = I(q, 1, k), cr = R(q, 2, k), ci = I(q, 2, k), dr = R(q, 3, k), di = I(q, 3, k);
                    V er = ar + cr, ei = ai + ci, fr = ar - cr, fi = ai - ci, gr = br + dr, gi = bi + di, hr = br - dr, hi = bi - di;
                    Put(q, 4, 0, k, er + gr, ei + gi);
                    Put(q, 4, 1, k, fr + hi, fi - hr);
                    Put(q, 4, 2, k, er - gr, ei - gi);
                    Put(q, 4, 3, k, fr - hi, fi + hr);
                }
        }

        [MethodImpl(Hot)]
        internal readonly void Three()
        {
            V half = V.Const(0.5), sin = V.Const(0.86602540378443864676);
            for (var q = 0; q < M; q++)
                for (var k = 0; k < S; k++)
                {
                    V ar = R(q, 0, k), ai = I(q, 0, k), br = R(q, 1, k), bi = I(q, 1, k), cr = R(q, 2, k), ci = I(q, 2, k);
                    V sr = br + cr, si = bi + ci, dr = (br - cr) * sin, di = (bi - ci) * sin;
                    V mr = ar - sr * half, mi = ai - si * half;
                    Put(q, 3, 0, k, ar + sr, ai + si);
                    Put(q, 3, 1, k, mr + di, mi - dr);
                    Put(q, 3, 2, k, mr - di, mi + dr);
                }
        }

        [MethodImpl(Hot)]
        internal readonly void Five()
        {
            V c1 = V.Const(0.30901699437494742410), c2 = V.Const(-0.80901699437494742410);
            V s1 = V.Const(0.95105651629515357212), s2 = V.Const(0.58778525229247312917);
            for (var q = 0; q < M; q++)
                for (var k = 0; k < S; k++)
                {
                    V ar = R(q, 0, k), ai = I(q, 0, k);
                    V pr = R(q, 1, k) + R(q, 4, k), pi = I(q, 1, k) + I(q, 4, k), mr = R(q, 1, k) - R(q, 4, k), mi = I(q, 1, k) - I(q, 4, k);
                    V tr = R(q, 2, k) + R(q, 3, k), ti = I(q, 2, k) + I(q, 3, k), ur = R(q, 2, k) - R(q, 3, k), ui = I(q, 2, k) - I(q, 3, k);
                    V er = ar + pr * c1 + tr * c2, ei = ai + pi * c1 + ti * c2, fr = ar + pr * c2 + tr * c1, fi = ai + pi * c2 + ti * c1;
                    V gr = mr * s1 + ur * s2, gi = mi * s1 + ui * s2, hr = mr * s2 - ur * s1, hi = mi * s2 - ui * s1;
                    Put(q, 5, 0, k, ar + pr + tr, ai + pi + ti);
                    Put(q, 5, 1, k, er + gi, ei - gr);
                    Put(q, 5, 2, k, fr + hi, fi - hr);
                    Put(q, 5, 3, k, fr - hi, fi + hr);
                    Put(q, 5, 4, k, er - gi, ei + gr);
                }
        }
    }
}

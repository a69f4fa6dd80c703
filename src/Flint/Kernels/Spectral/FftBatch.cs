using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>What goes into and comes out of a transform of length n.</summary>
enum FftForm
{
    /// <summary>n pairs to n pairs, exponent -2πi jk/n.</summary>
    Forward,

    /// <summary>n pairs to n pairs, exponent +2πi jk/n.</summary>
    Inverse,

    /// <summary>n numbers to n/2 + 1 pairs, forward.</summary>
    RealToHalf,

    /// <summary>n/2 + 1 pairs, the others being their conjugates, to n numbers, inverse.</summary>
    HalfToReal,
}

/// <summary>Transforms the contiguous lines of a batch, as many at a time as a lane has elements.</summary>
readonly unsafe struct FftBatch<T>(T* x, T* y, long lines, FftPlan<T> plan, FftForm form, T scale) : ILaneRange<T> where T : unmanaged, INumber<T>
{
    // A multiple of every lane's width: pieces of one thread are whole groups.
    const int Together = 64;

    internal void Run() => LaneRange.For<T, FftBatch<T>>(lines, Together, this);

    int N => plan.N;

    int Half => plan.N / 2 + 1;

    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        var length = plan.Scratch / 4 * V.Width;
        var storage = Storage.Allocate((long)plan.Scratch * V.Width * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var re = (T*)GemmProblem<T>.Align(memory);
            T* im = re + length, re2 = im + length, im2 = re2 + length;
            for (var line = start; line < end; line += V.Width)
            {
                var count = (int)Math.Min(V.Width, end - line);
                if (count < V.Width) new Span<T>(re, 2 * length).Clear();
                for (var i = 0; i < count; i++) Load(line + i, re + i, im + i, V.Width);
                T* outRe, outIm;
                if (form is FftForm.Forward or FftForm.RealToHalf) FftLines.Transform<V, T>(plan, re, im, re2, im2, out outRe, out outIm);
                else FftLines.Transform<V, T>(plan, im, re, im2, re2, out outIm, out outRe);
                for (var i = 0; i < count; i++) Store(line + i, outRe + i, outIm + i, V.Width);
            }
        }
        storage.Release();
    }

    void Load(long line, T* re, T* im, int step)
    {
        if (form == FftForm.RealToHalf)
        {
            var from = x + line * N;
            for (var k = 0; k < N; k++) (re[k * step], im[k * step]) = (from[k], T.Zero);
            return;
        }
        var pairs = x + line * 2 * (form == FftForm.HalfToReal ? Half : N);
        var given = form == FftForm.HalfToReal ? Half : N;
        for (var k = 0; k < given; k++) (re[k * step], im[k * step]) = (pairs[2 * k], pairs[2 * k + 1]);
        for (var k = given; k < N; k++) (re[k * step], im[k * step]) = (pairs[2 * (N - k)], -pairs[2 * (N - k) + 1]);
        if (form != FftForm.HalfToReal) return;
        // What is its own conjugate has no imaginary part.
        im[0] = T.Zero;
        if (N % 2 == 0) im[N / 2 * step] = T.Zero;
    }

    void Store(long line, T* re, T* im, int step)
    {
        if (form == FftForm.HalfToReal)
        {
            var to = y + line * N;
            for (var k = 0; k < N; k++) to[k] = re[k * step] * scale;
            return;
        }
        var wanted = form == FftForm.RealToHalf ? Half : N;
        var pairs = y + line * 2 * wanted;
        for (var k = 0; k < wanted; k++) (pairs[2 * k], pairs[2 * k + 1]) = (re[k * step] * scale, im[k * step] * scale);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// The gradient of weights that see few channels (the first layers): dot products along the pixels, which lie in the
/// vectors' lanes, so that nothing is transposed. Each weight has a vector of partial sums that lives through all images of a share.
/// Task t is a group, of a share, the group counting fastest.
/// </summary>
readonly unsafe struct DirectWeightGradient<T>(
    WeightGradient<T> problem, Correlation shape, int* offsets, int groups, int rows, int images, int blocksPerShare, T* others) : IRangeBody
    where T : unmanaged
{
    // 4 rows by 3 taps are 12 sums for the 16 registers of AVX2, from 7 loads; a single row takes 6 taps at a time.
    const int TileRows = 4, TileTaps = 3, SingleTaps = 6;

    static int Lanes => Vector<T>.Count;

    /// <summary>Elements of a line of dL/dout, filled up with zeros to whole vectors.</summary>
    int LineLength => (shape.LineColumns + Lanes - 1) / Lanes * Lanes;

    public void Run(long start, long end)
    {
        long sums = (long)rows * shape.Taps * Lanes, lines = (long)rows * shape.BlockRows * LineLength;
        var storage = Storage.Allocate((sums + lines + shape.PaddedSize + Lanes) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var sum = (T*)GemmProblem<T>.Align(memory);
            new Span<T>(sum + sums, (int)lines).Clear();
            for (var t = start; t < end; t++) Run(t, sum, sum + sums, sum + sums + lines);
        }
        storage.Release();
    }

    void Run(long task, T* sums, T* gradient, T* padded)
    {
        var (share, group) = Math.DivRem(task, groups);
        new Span<T>(sums, rows * shape.Taps * Lanes).Clear();
        var copy = new PaddedBlock<T>(shape, padded);
        var pixels = (nint)shape.OutHeight * shape.LineColumns;
        for (var imageBlock = share * blocksPerShare; imageBlock < Math.Min(shape.ImageBlocks, (share + 1) * blocksPerShare); imageBlock++)
        {
            var image = (nint)imageBlock * shape.Together;
            var source = new Images<T>(
                problem.Source.Shift(image * problem.SourceImage + (nint)group * problem.SourceGroup), problem.SourceImage, shape.ImagesOf((int)imageBlock, images));
            var from = problem.Gradient + ((nint)imageBlock * groups + (nint)group) * rows * pixels;
            for (var block = 0; block < shape.Blocks; block++)
            {
                copy.Fill(source, block);
                var lines = shape.RowsOf(block);
                Lines(from + (nint)block * shape.BlockRows * shape.LineColumns, pixels, lines, gradient);
                for (var row = 0; row < rows; row += row == rows - 1 ? 1 : TileRows)
                    if (row == rows - 1) Single(row, lines, gradient, padded, sums);
                    else Tiles(row, lines, gradient, padded, sums);
            }
        }
        var result = (share == 0 ? problem.Result : others + (nint)(share - 1) * groups * rows * shape.Taps) + (nint)group * rows * shape.Taps;
        for (var i = 0; i < rows * shape.Taps; i++) result[i] = Vector.Sum(Vector.Load(sums + i * Lanes));
    }

    /// <summary>The lines of dL/dout, each on whole vectors; what fills them up stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Lines(T* from, nint row, int lines, T* to)
    {
        var (width, length, plane) = (shape.LineColumns, LineLength, (nint)shape.BlockRows * LineLength);
        for (var r = 0; r < rows; r++, from += row, to += plane)
            for (nint y = 0; y < lines; y++) PaddedBlock<T>.Copy(from + y * width, to + y * length, width);
    }

    /// <summary>Four rows (the last ones may be the same row again) with all taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Tiles(int row, int lines, T* gradient, T* padded, T* sums)
    {
        nint line = LineLength, step = (nint)shape.StrideH * shape.RowLength, plane = shape.BlockRows * line, lanes = Lanes;
        nint d1 = Math.Min(1, rows - 1 - row), d2 = Math.Min(2, rows - 1 - row), d3 = Math.Min(3, rows - 1 - row);
        var first = gradient + row * plane;
        var mask = Mask();
        for (var tap = 0; tap < shape.Taps; tap += TileTaps)
        {
            int t1 = Math.Min(tap + 1, shape.Taps - 1), t2 = Math.Min(tap + 2, shape.Taps - 1);
            T* a0 = sums + ((nint)row * shape.Taps + tap) * lanes, a1 = a0 + (t1 - tap) * lanes, a2 = a0 + (t2 - tap) * lanes;
            nint n1 = d1 * shape.Taps * lanes, n2 = d2 * shape.Taps * lanes, n3 = d3 * shape.Taps * lanes;
            Vector<T> s00 = Vector.Load(a0), s01 = Vector.Load(a1), s02 = Vector.Load(a2);
            Vector<T> s10 = Vector.Load(a0 + n1), s11 = Vector.Load(a1 + n1), s12 = Vector.Load(a2 + n1);
            Vector<T> s20 = Vector.Load(a0 + n2), s21 = Vector.Load(a1 + n2), s22 = Vector.Load(a2 + n2);
            Vector<T> s30 = Vector.Load(a0 + n3), s31 = Vector.Load(a1 + n3), s32 = Vector.Load(a2 + n3);
            for (var y = 0; y < lines; y++)
            {
                T* p0 = padded + y * step + offsets[tap], p1 = padded + y * step + offsets[t1], p2 = padded + y * step + offsets[t2];
                T* g0 = first + y * line, g1 = g0 + d1 * plane, g2 = g0 + d2 * plane, g3 = g0 + d3 * plane;
                for (nint x = 0; x < line; x += lanes)
                {
                    Vector<T> x0 = Vector.Load(p0 + x), x1 = Vector.Load(p1 + x), x2 = Vector.Load(p2 + x);
                    if (x + lanes == line) (x0, x1, x2) = (x0 & mask, x1 & mask, x2 & mask);
                    var g = Vector.Load(g0 + x);
                    s00 = SimdAny.MultiplyAdd(g, x0, s00);
                    s01 = SimdAny.MultiplyAdd(g, x1, s01);
                    s02 = SimdAny.MultiplyAdd(g, x2, s02);
                    g = Vector.Load(g1 + x);
                    s10 = SimdAny.MultiplyAdd(g, x0, s10);
                    s11 = SimdAny.MultiplyAdd(g, x1, s11);
                    s12 = SimdAny.MultiplyAdd(g, x2, s12);
                    g = Vector.Load(g2 + x);
                    s20 = SimdAny.MultiplyAdd(g, x0, s20);
                    s21 = SimdAny.MultiplyAdd(g, x1, s21);
                    s22 = SimdAny.MultiplyAdd(g, x2, s22);
                    g = Vector.Load(g3 + x);
                    s30 = SimdAny.MultiplyAdd(g, x0, s30);
                    s31 = SimdAny.MultiplyAdd(g, x1, s31);
                    s32 = SimdAny.MultiplyAdd(g, x2, s32);
                }
            }
            // Rows and taps that stand in for missing ones hold equal sums: storing them again changes nothing.
            s30.Store(a0 + n3);
            s31.Store(a1 + n3);
            s32.Store(a2 + n3);
            s20.Store(a0 + n2);
            s21.Store(a1 + n2);
            s22.Store(a2 + n2);
            s10.Store(a0 + n1);
            s11.Store(a1 + n1);
            s12.Store(a2 + n1);
            s00.Store(a0);
            s01.Store(a1);
            s02.Store(a2);
        }
    }

    /// <summary>One row with all taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Single(int row, int lines, T* gradient, T* padded, T* sums)
    {
        nint line = LineLength, step = (nint)shape.StrideH * shape.RowLength, lanes = Lanes;
        var mask = Mask();
        var last = shape.Taps - 1;
        for (var tap = 0; tap <= last; tap += SingleTaps)
        {
            int t1 = Math.Min(tap + 1, last), t2 = Math.Min(tap + 2, last), t3 = Math.Min(tap + 3, last), t4 = Math.Min(tap + 4, last), t5 = Math.Min(tap + 5, last);
            var a = sums + (nint)row * shape.Taps * lanes;
            Vector<T> s0 = Vector.Load(a + tap * lanes), s1 = Vector.Load(a + t1 * lanes), s2 = Vector.Load(a + t2 * lanes);
            Vector<T> s3 = Vector.Load(a + t3 * lanes), s4 = Vector.Load(a + t4 * lanes), s5 = Vector.Load(a + t5 * lanes);
            for (var y = 0; y < lines; y++)
            {
                T* p = padded + y * step, p0 = p + offsets[tap], p1 = p + offsets[t1], p2 = p + offsets[t2];
                T* p3 = p + offsets[t3], p4 = p + offsets[t4], p5 = p + offsets[t5], g0 = gradient + (nint)(row * shape.BlockRows + y) * line;
                for (nint x = 0; x < line; x += lanes)
                {
                    var (g, keep) = (Vector.Load(g0 + x), x + lanes == line ? mask : Vector<T>.AllBitsSet);
                    s0 = SimdAny.MultiplyAdd(g, Vector.Load(p0 + x) & keep, s0);
                    s1 = SimdAny.MultiplyAdd(g, Vector.Load(p1 + x) & keep, s1);
                    s2 = SimdAny.MultiplyAdd(g, Vector.Load(p2 + x) & keep, s2);
                    s3 = SimdAny.MultiplyAdd(g, Vector.Load(p3 + x) & keep, s3);
                    s4 = SimdAny.MultiplyAdd(g, Vector.Load(p4 + x) & keep, s4);
                    s5 = SimdAny.MultiplyAdd(g, Vector.Load(p5 + x) & keep, s5);
                }
            }
            s0.Store(a + tap * lanes);
            s1.Store(a + t1 * lanes);
            s2.Store(a + t2 * lanes);
            s3.Store(a + t3 * lanes);
            s4.Store(a + t4 * lanes);
            s5.Store(a + t5 * lanes);
        }
    }

    /// <summary>The lanes of a line's last vector that hold pixels: what the copy has behind a line may be infinite, and zero times that is not zero.</summary>
    Vector<T> Mask()
    {
        var ones = stackalloc T[2 * Lanes];
        new Span<byte>(ones, Lanes * sizeof(T)).Fill(0xFF);
        new Span<byte>(ones + Lanes, Lanes * sizeof(T)).Clear();
        return Vector.Load(ones + (LineLength - shape.LineColumns));
    }
}

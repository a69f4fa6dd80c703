using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Depthwise correlation: each output channel sees one source channel, so there is nothing for a GEMM to reuse.</summary>
readonly unsafe struct DirectCorrelation<T>(CorrelationProblem<T> problem, Correlation shape, T* weights, int* offsets, int images, int groups, int rows) : IRangeBody
    where T : unmanaged
{
    /// <summary>Output channels per group up to which this is faster than a GEMM.</summary>
    internal const int Most = 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end)
    {
        var storage = Storage.Allocate((shape.PaddedSize + shape.LineColumns) * sizeof(T));
        fixed (byte* memory = storage)
        {
            var padded = (T*)memory;
            var source = new PaddedBlock<T>(shape, padded);
            for (var t = start; t < end; t++)
            {
                var (rest, block) = Math.DivRem(t, shape.Blocks);
                var (imageBlock, group) = Math.DivRem(rest, groups);
                var image = imageBlock * shape.Together;
                var count = shape.ImagesOf((int)imageBlock, images);
                source.Fill(problem.ImagesFrom(image, (int)group, count), (int)block);
                for (var row = 0; row < rows; row++)
                {
                    var channel = (nint)group * rows + row;
                    var output = problem.Output + (nint)image * problem.OutputImage + channel * problem.OutputRow
                        + (nint)block * shape.BlockRows * problem.OutputLine;
                    Lines(padded, weights + channel * shape.Taps, problem.Bias == null ? default : problem.Bias[channel],
                        shape.RowsOf((int)block), output, padded + shape.PaddedSize, count);
                }
            }
        }
        storage.Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Lines(T* padded, T* taps, T bias, int lines, T* output, T* line, int count)
    {
        nint step = (nint)shape.StrideH * shape.RowLength, width = shape.OutWidth;
        var y = 0;
        if (problem.OutputPixel == 1 && shape.Together == 1 && width >= Vector<T>.Count)
            for (; y + LinesTogether <= lines; y += LinesTogether, padded += LinesTogether * step, output += LinesTogether * problem.OutputLine)
                FourLines(padded, step, taps, offsets, offsets + shape.Taps, new(bias), output, problem.OutputLine, width);
        for (; y < lines; y++, padded += step, output += problem.OutputLine)
        {
            if (problem.OutputPixel == 1 && shape.Together == 1)
            {
                Line(padded, taps, bias, output);
                continue;
            }
            Line(padded, taps, bias, line);
            Interleaving.Undo(line, shape.Together, shape.OutWidth, output, problem.OutputPixel, problem.OutputImage, count);
        }
    }

    // Lines that are computed together: with two vectors of each, eight sums cover the latency of two FMA units.
    const int LinesTogether = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourLines(T* source, nint step, T* taps, int* offsets, int* end, Vector<T> bias, T* output, nint line, nint width)
    {
        nint x = 0, lanes = Vector<T>.Count;
        for (; x + 2 * lanes <= width; x += 2 * lanes)
        {
            Vector<T> a0 = bias, a1 = bias, b0 = bias, b1 = bias, c0 = bias, c1 = bias, d0 = bias, d1 = bias;
            var tap = taps;
            for (var offset = offsets; offset < end; offset++, tap++)
            {
                var weight = new Vector<T>(*tap);
                T* from = source + x + *offset, third = from + 2 * step;
                a0 = SimdAny.MultiplyAdd(weight, Vector.Load(from), a0);
                a1 = SimdAny.MultiplyAdd(weight, Vector.Load(from + lanes), a1);
                b0 = SimdAny.MultiplyAdd(weight, Vector.Load(from + step), b0);
                b1 = SimdAny.MultiplyAdd(weight, Vector.Load(from + step + lanes), b1);
                c0 = SimdAny.MultiplyAdd(weight, Vector.Load(third), c0);
                c1 = SimdAny.MultiplyAdd(weight, Vector.Load(third + lanes), c1);
                d0 = SimdAny.MultiplyAdd(weight, Vector.Load(third + step), d0);
                d1 = SimdAny.MultiplyAdd(weight, Vector.Load(third + step + lanes), d1);
            }
            Store(a0, b0, c0, d0, output + x, line);
            Store(a1, b1, c1, d1, output + x + lanes, line);
        }
        for (; x < width; x += lanes)
        {
            // The last vector ends with the line: what it shares with the one before is computed again, alike.
            x = Math.Min(x, width - lanes);
            Vector<T> a = bias, b = bias, c = bias, d = bias;
            var tap = taps;
            for (var offset = offsets; offset < end; offset++, tap++)
            {
                var weight = new Vector<T>(*tap);
                T* from = source + x + *offset, third = from + 2 * step;
                a = SimdAny.MultiplyAdd(weight, Vector.Load(from), a);
                b = SimdAny.MultiplyAdd(weight, Vector.Load(from + step), b);
                c = SimdAny.MultiplyAdd(weight, Vector.Load(third), c);
                d = SimdAny.MultiplyAdd(weight, Vector.Load(third + step), d);
            }
            Store(a, b, c, d, output + x, line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> d, T* output, nint line)
    {
        a.Store(output);
        b.Store(output + line);
        c.Store(output + 2 * line);
        d.Store(output + 3 * line);
    }

    /// <summary>Lines that are left over, narrow, or strided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Line(T* source, T* taps, T bias, T* output)
    {
        int width = shape.LineColumns, count = shape.Taps;
        for (var x = 0; x < width; x += Vector<T>.Count, source += Vector<T>.Count)
        {
            // The padded copy may be read behind its end; the output may not be written there.
            Vector<T> a = new(bias);
            for (var t = 0; t < count; t++) a = SimdAny.MultiplyAdd(new Vector<T>(taps[t]), Vector.Load(source + offsets[t]), a);
            if (x + Vector<T>.Count <= width) a.Store(output + x);
            else for (var i = x; i < width; i++) output[i] = a[i - x];
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Depthwise correlation: each output channel sees one source channel, so there is nothing for a GEMM to reuse.</summary>
readonly unsafe struct DirectCorrelation<T>(CorrelationProblem<T> problem, Correlation shape, int* offsets, int groups, int rows) : IRangeBody
    where T : unmanaged
{
    /// <summary>Output channels per group up to which this is faster than a GEMM.</summary>
    internal const int Most = 2;

    public void Run(long start, long end)
    {
        var storage = Storage.Allocate((shape.PaddedSize + shape.OutWidth) * sizeof(T));
        fixed (byte* memory = storage)
        {
            var padded = (T*)memory;
            var source = new PaddedBlock<T>(shape, padded);
            for (var t = start; t < end; t++)
            {
                var (rest, block) = Math.DivRem(t, shape.Blocks);
                var (image, group) = Math.DivRem(rest, groups);
                source.Fill(problem.ImageOf(image, (int)group), (int)block);
                for (var row = 0; row < rows; row++)
                {
                    var channel = (nint)group * rows + row;
                    var output = problem.Output + (nint)image * problem.OutputImage + channel * problem.OutputRow
                        + (nint)block * shape.BlockRows * problem.OutputLine;
                    Lines(padded, problem.A + channel * shape.Taps, problem.Bias == null ? default : problem.Bias[channel],
                        shape.RowsOf((int)block), output, padded + shape.PaddedSize);
                }
            }
        }
        storage.Release();
    }

    void Lines(T* padded, T* taps, T bias, int lines, T* output, T* line)
    {
        for (var y = 0; y < lines; y++, padded += (nint)shape.StrideH * shape.RowLength, output += problem.OutputLine)
        {
            if (problem.OutputPixel == 1)
            {
                Line(padded, taps, bias, output);
                continue;
            }
            Line(padded, taps, bias, line);
            for (var x = 0; x < shape.OutWidth; x++) output[x * problem.OutputPixel] = line[x];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Line(T* source, T* taps, T bias, T* output)
    {
        int width = shape.OutWidth, count = shape.Taps, x = 0;
        for (; x + 4 * Vector<T>.Count <= width; x += 4 * Vector<T>.Count, source += 4 * Vector<T>.Count)
        {
            Vector<T> a = new(bias), b = a, c = a, d = a;
            for (var t = 0; t < count; t++)
            {
                var weight = new Vector<T>(taps[t]);
                var from = source + offsets[t];
                a = SimdAny.MultiplyAdd(weight, Vector.Load(from), a);
                b = SimdAny.MultiplyAdd(weight, Vector.Load(from + Vector<T>.Count), b);
                c = SimdAny.MultiplyAdd(weight, Vector.Load(from + 2 * Vector<T>.Count), c);
                d = SimdAny.MultiplyAdd(weight, Vector.Load(from + 3 * Vector<T>.Count), d);
            }
            a.Store(output + x);
            b.Store(output + x + Vector<T>.Count);
            c.Store(output + x + 2 * Vector<T>.Count);
            d.Store(output + x + 3 * Vector<T>.Count);
        }
        for (; x < width; x += Vector<T>.Count, source += Vector<T>.Count)
        {
            // The padded copy may be read behind its end; the output may not be written there.
            Vector<T> a = new(bias);
            for (var t = 0; t < count; t++) a = SimdAny.MultiplyAdd(new Vector<T>(taps[t]), Vector.Load(source + offsets[t]), a);
            if (x + Vector<T>.Count <= width) a.Store(output + x);
            else for (var i = x; i < width; i++) output[i] = a[i - x];
        }
    }
}

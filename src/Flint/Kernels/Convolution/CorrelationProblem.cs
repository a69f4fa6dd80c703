using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>A correlation of a batch of images in groups of channels, as implicit GEMM (or directly where a group has a single channel).</summary>
unsafe struct CorrelationProblem<T>(Correlation shape, int images, int groups, int rows) : ITiled<T> where T : unmanaged
{
    /// <summary>The first image; from one image and one group to the next.</summary>
    internal Image<T> Source;
    internal nint SourceImage, SourceGroup;

    /// <summary>[groups, rows, taps], contiguous.</summary>
    internal T* A;

    /// <summary>One number per row of all groups, or null.</summary>
    internal T* Bias;

    /// <summary>The first output: from one image, row (output channel), line and pixel to the next.</summary>
    internal T* Output;
    internal nint OutputImage, OutputRow, OutputLine, OutputPixel;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var packedGroup = RowTiles<T>.Scratch<TTile>(rows, shape.Taps);
        var storage = Storage.Allocate(packedGroup * groups * sizeof(T) + (long)shape.Taps * sizeof(int) + 128);
        fixed (byte* memory = storage)
        {
            var packed = (T*)GemmProblem<T>.Align(memory);
            var offsets = (int*)(packed + packedGroup * groups);
            shape.Offsets(offsets);
            var direct = shape.Channels == 1 && rows <= DirectCorrelation<T>.Most;
            if (!direct) Pack<TTile>(packed, packedGroup);
            var work = (long)rows * shape.Taps * shape.BlockRows * shape.OutWidth;
            var grain = Math.Clamp((1 << 20) / Math.Max(work, 1), 1, 64);
            var tasks = (long)images * groups * shape.Blocks;
            if (direct)
            {
                var body = new DirectCorrelation<T>(this, shape, offsets, groups, rows);
                Threads.For(tasks, grain, ref body);
            }
            else
            {
                var body = new CorrelationTask<T, TTile>(this, shape, packed, (nint)packedGroup, offsets, groups, rows);
                Threads.For(tasks, grain, ref body);
            }
        }
        storage.Release();
    }

    /// <summary>A's tiles, range of k after range of k.</summary>
    readonly void Pack<TTile>(T* packed, long packedGroup) where TTile : struct, ITile<T>
    {
        var depth = GemmDepth.Of<T>(shape.Taps);
        for (var g = 0; g < groups; g++)
            for (var k0 = 0; k0 < shape.Taps; k0 += depth)
                RowTiles<T>.Pack<TTile>(A + (nint)g * rows * shape.Taps + k0, shape.Taps, 1, rows, Math.Min(depth, shape.Taps - k0),
                    packed + g * packedGroup + RowTiles<T>.Scratch<TTile>(rows, k0));
    }

    /// <summary>The source image of one task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly Image<T> ImageOf(long image, int group) =>
        new(Source.First + (nint)image * SourceImage + group * SourceGroup, Source.ChannelStride, Source.RowStride, Source.ColumnStride);
}

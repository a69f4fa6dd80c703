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

    /// <summary>The storage that A lies in, where that may be constant and its packed copy worth keeping; else null.</summary>
    internal Storage? Constant;

    /// <summary>One number per row of all groups, or null.</summary>
    internal T* Bias;

    /// <summary>The first output: from one image, row (output channel), line and pixel to the next.</summary>
    internal T* Output;
    internal nint OutputImage, OutputRow, OutputLine, OutputPixel;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var direct = shape.Channels == 1 && rows <= DirectCorrelation<T>.Most;
        var kept = direct || Constant is null ? null : Prepacked.Of(Constant, FormOf<TTile>());
        var form = new CorrelationRows<T, TTile>(0, groups, rows, shape.Taps);
        var storage = Storage.Allocate((direct || kept is not null ? 0 : form.Bytes) + (long)shape.Taps * sizeof(int) + 64);
        fixed (byte* memory = storage, constant = kept)
        {
            var packed = GemmProblem<T>.Align(memory);
            var offsets = (int*)packed;
            if (!direct && kept is null)
            {
                offsets = (int*)(packed + form.Bytes);
                form.Pack((byte*)A, packed);
            }
            shape.Offsets(offsets);
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
                // Few blocks: their channels are cut as well, each part packing the panels again.
                var parts = Math.Min(Tuning.CorrelationTasks / Math.Max(tasks, 1), rows / Tuning.CorrelationRows);
                var partRows = parts <= 1 ? rows : (int)((rows + parts - 1) / parts + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
                var body = new CorrelationTask<T, TTile>(
                    this, shape, (T*)(kept is null ? packed : constant), (nint)form.GroupSize, offsets, groups, rows, partRows);
                Threads.For(tasks * ((rows + partRows - 1) / partRows), parts <= 1 ? grain : 1, ref body);
            }
        }
        GC.KeepAlive(kept);
        storage.Release();
    }

    readonly CorrelationRows<T, TTile> FormOf<TTile>() where TTile : struct, ITile<T>
    {
        fixed (byte* first = Constant) return new((nint)((byte*)A - first), groups, rows, shape.Taps);
    }

    /// <summary>The source image of one task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly Image<T> ImageOf(long image, int group) =>
        new(Source.First + (nint)image * SourceImage + group * SourceGroup, Source.ChannelStride, Source.RowStride, Source.ColumnStride);
}

/// <summary>A's tiles of all groups, range of k after range of k.</summary>
readonly unsafe record struct CorrelationRows<T, TTile>(nint Offset, int Groups, int Rows, int Taps) : IPackedForm
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Elements of a group.</summary>
    internal long GroupSize => RowTiles<T>.Scratch<TTile>(Rows, Taps);

    public long Bytes => GroupSize * Groups * sizeof(T);

    public void Pack(byte* storage, byte* packed)
    {
        var a = (T*)(storage + Offset);
        var depth = GemmDepth.Of<T>(Taps);
        for (var g = 0; g < Groups; g++)
            for (var k0 = 0; k0 < Taps; k0 += depth)
                RowTiles<T>.Pack<TTile>(a + (nint)g * Rows * Taps + k0, Taps, 1, Rows, Math.Min(depth, Taps - k0),
                    (T*)packed + (nint)(g * GroupSize + RowTiles<T>.Scratch<TTile>(Rows, k0)));
    }
}

using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>A correlation of a batch of images in groups of channels, as implicit GEMM (or directly where a group has a single channel).</summary>
unsafe struct CorrelationProblem<T>(Correlation shape, int images, int groups, int rows) : ITiled<T> where T : unmanaged
{
    /// <summary>The first image; from one image and one group to the next.</summary>
    internal Image<T> Source;
    internal nint SourceImage, SourceGroup;

    /// <summary>[groups, rows, taps].</summary>
    internal WeightView<T> A;

    /// <summary>The storage that A lies in, where that may be constant and its packed copy worth keeping; else null.</summary>
    internal Storage? Constant;

    /// <summary>One number per row of all groups, or null.</summary>
    internal T* Bias;

    internal Clamp? Clamp;

    /// <summary>The first output: from one image, row (output channel), line and pixel to the next.</summary>
    internal T* Output;
    internal nint OutputImage, OutputRow, OutputLine, OutputPixel;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var direct = shape.Channels == 1 && rows <= DirectCorrelation<T>.Most;
        var form = new CorrelationRows<T, TTile>(groups, rows, shape.Taps);
        var kept = direct || Constant is null ? null : Prepacked.Of(Constant, A.First, form);
        // Weights that few blocks share are packed by those, weights that one block has for itself are shared out by rows.
        var uses = shape.ImageBlocks * shape.Blocks;
        var packs = direct ? !A.IsPlain : kept is null && uses > Tuning.OwnWeights;
        var rowBlocks = Math.Clamp(Tuning.CorrelationTasks / Math.Max(uses * groups, 1), 1, Math.Max(1, rows / Tuning.CorrelationRows));
        var rowBlock = ((rows + rowBlocks - 1) / rowBlocks + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        var storage = Storage.Allocate((packs ? form.Bytes : 0) + (long)shape.Taps * sizeof(int) + 64);
        fixed (byte* memory = storage, constant = kept)
        {
            var packed = GemmProblem<T>.Align(memory);
            var offsets = (int*)packed;
            if (packs)
            {
                offsets = (int*)(packed + form.Bytes);
                if (direct) A.CopyRows(groups, rows, shape.Taps, (T*)packed);
                else form.Pack(A, (T*)packed);
            }
            shape.Offsets(offsets);
            var work = (long)rowBlock * shape.Taps * shape.BlockRows * shape.LineColumns;
            var grain = Math.Clamp((1 << 20) / Math.Max(work, 1), 1, 64);
            var tasks = (long)uses * groups;
            if (direct)
            {
                var body = new DirectCorrelation<T>(this, shape, packs ? (T*)packed : A.First, offsets, images, groups, rows);
                Threads.For(tasks, grain, ref body);
                Kernels.Clamp.Apply(Clamp, Output, OutputImage * images);
            }
            else
            {
                var tiles = (T*)(kept is not null ? constant : packs ? packed : null);
                var body = new CorrelationTask<T, TTile>(this, shape, tiles, (nint)form.GroupSize, offsets, images, groups, rows, rowBlock);
                Threads.For(tasks * ((rows + rowBlock - 1) / rowBlock), grain, ref body);
            }
        }
        GC.KeepAlive(kept);
        storage.Release();
    }

    /// <summary>The source images of one task, the first of which is this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly Images<T> ImagesFrom(long image, int group, int count) =>
        new(Source.Shift((nint)image * SourceImage + group * SourceGroup), SourceImage, count);
}

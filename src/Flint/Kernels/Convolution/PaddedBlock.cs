using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>The channels of one image in memory, with any strides.</summary>
readonly unsafe struct Image<T>(T* first, nint channelStride, nint rowStride, nint columnStride) where T : unmanaged
{
    internal readonly T* First = first;
    internal readonly nint ChannelStride = channelStride, RowStride = rowStride, ColumnStride = columnStride;

    internal Image<T> Shift(nint by) => new(First + by, ChannelStride, RowStride, ColumnStride);
}

/// <summary>Several images, evenly spaced.</summary>
readonly struct Images<T>(Image<T> first, nint stride, int count) where T : unmanaged
{
    internal readonly Image<T> First = first;
    internal readonly nint Stride = stride;
    internal readonly int Count = count;
}

/// <summary>
/// The padded copy of the source rows that one block of a correlation needs:
/// [channel][padded row][column remainder by the stride][column / stride][image]. Made for one block after another: the zeros
/// around the images (and for images that the last block lacks) are written only where they are not there yet.
/// </summary>
unsafe struct PaddedBlock<T>(Correlation shape, T* padded) where T : unmanaged
{
    (int Block, int Images) framed = (-1, 0);

    /// <summary>Copies the rows of this block of these images.</summary>
    internal void Fill(in Images<T> images, int block)
    {
        // The last block may be shorter, and the first and last touch the frame: the same block has the same zeros.
        if (framed != (block, images.Count)) new Span<T>(padded, checked((int)shape.PaddedSize)).Clear();
        framed = (block, images.Count);
        var first = block * shape.BlockRows * shape.StrideH - shape.Top;
        var begin = Math.Max(0, -first);
        var end = Math.Min(shape.SourceRows(shape.RowsOf(block)), shape.Height - first);
        for (var phase = 0; phase < shape.StrideW; phase++) Fill(images, phase, first, begin, end);
    }

    /// <summary>The columns of one remainder: column j of the copy is column j * stride + phase - Left of the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly void Fill(in Images<T> images, int phase, int first, int begin, int end)
    {
        var image = images.First;
        var shift = phase - shape.Left;
        var from = shift >= 0 ? 0 : (-shift + shape.StrideW - 1) / shape.StrideW;
        var count = Math.Min((shape.Width - shift + shape.StrideW - 1) / shape.StrideW, shape.PhaseLength / shape.Together) - from;
        if (count <= 0) return;
        var step = shape.StrideW * image.ColumnStride;
        for (var c = 0; c < shape.Channels; c++)
        {
            var source = image.First + c * image.ChannelStride + (first + begin) * image.RowStride + (from * shape.StrideW + shift) * image.ColumnStride;
            var target = padded + (nint)c * shape.Plane + (nint)begin * shape.RowLength + phase * shape.PhaseLength + from * shape.Together;
            for (var r = begin; r < end; r++, source += image.RowStride, target += shape.RowLength)
            {
                if (shape.Together > 1) Interleaving.Do(source, step, images.Stride, images.Count, target, shape.Together, count);
                else if (step == 1) Copy(source, target, count);
                else for (nint j = 0; j < count; j++) target[j] = source[j * step];
            }
        }
    }

    /// <summary>Whole vectors, the last one overlapping: rows are too short for a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(T* source, T* target, int count)
    {
        int lanes = Vector128<T>.Count, wide = Vector256<T>.Count;
        if (count >= wide)
        {
            for (var j = 0; j < count - wide; j += wide) Vector256.Load(source + j).Store(target + j);
            Vector256.Load(source + count - wide).Store(target + count - wide);
            return;
        }
        if (count < lanes)
        {
            for (var j = 0; j < count; j++) target[j] = source[j];
            return;
        }
        for (var j = 0; j < count - lanes; j += lanes) Vector128.Load(source + j).Store(target + j);
        Vector128.Load(source + count - lanes).Store(target + count - lanes);
    }
}

namespace Flint.Kernels;

/// <summary>The channels of one image in memory, with any strides.</summary>
readonly unsafe struct Image<T>(T* first, nint channelStride, nint rowStride, nint columnStride) where T : unmanaged
{
    internal readonly T* First = first;
    internal readonly nint ChannelStride = channelStride, RowStride = rowStride, ColumnStride = columnStride;
}

/// <summary>Makes the padded copy of the source rows that one block of a correlation needs.</summary>
static unsafe class PaddedBlock
{
    /// <summary>Fills [channel][padded row][column remainder][column / stride].</summary>
    internal static void Fill<T>(Correlation shape, in Image<T> image, int block, T* padded) where T : unmanaged
    {
        var first = block * shape.BlockRows * shape.StrideH - shape.Top;
        var rows = shape.SourceRows(shape.RowsOf(block));
        for (var c = 0; c < shape.Channels; c++)
        {
            var to = padded + (nint)c * shape.Plane;
            var from = image.First + c * image.ChannelStride;
            for (var r = 0; r < rows; r++, to += shape.RowLength)
            {
                var y = first + r;
                if (y < 0 || y >= shape.Height) new Span<T>(to, shape.RowLength).Clear();
                else Row(shape, from + y * image.RowStride, image.ColumnStride, to);
            }
        }
        new Span<T>(padded + (nint)shape.Channels * shape.Plane, shape.Slack).Clear();
    }

    static void Row<T>(Correlation shape, T* from, nint columnStride, T* to) where T : unmanaged
    {
        var length = shape.PhaseLength;
        for (var phase = 0; phase < shape.StrideW; phase++, to += length)
        {
            // Column j of this part shows the source's column j * stride + shift: begin and end are those inside the frame.
            var shift = phase - shape.Left;
            var begin = Math.Clamp(shift >= 0 ? 0 : (-shift + shape.StrideW - 1) / shape.StrideW, 0, length);
            var end = Math.Clamp((shape.Width - shift + shape.StrideW - 1) / shape.StrideW, begin, length);
            new Span<T>(to, begin).Clear();
            new Span<T>(to + end, length - end).Clear();
            var step = shape.StrideW * columnStride;
            var source = from + (begin * shape.StrideW + shift) * columnStride;
            if (step == 1) new ReadOnlySpan<T>(source, end - begin).CopyTo(new Span<T>(to + begin, end - begin));
            else for (var j = begin; j < end; j++, source += step) to[j] = *source;
        }
    }
}

using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>V of a block. Task t is a segment and a group of as many channels as a vector holds, the group counting fastest.</summary>
readonly unsafe struct WinogradInput<V>(
    ConvolutionShape s, WinogradPlan plan, Image<float> images, nint imageStride, int first, int rows, float* transformed) : IRangeBody
    where V : struct, ISimdLane<V>
{
    internal static int Groups(int channels) => (channels + V.Width - 1) / V.Width;

    public void Run(long start, long end)
    {
        var width = plan.TilesX * WinogradTransform.Outputs + 2;
        var strip = (long)WinogradTransform.Side * width * V.Width;
        var storage = Storage.Allocate((strip + ((long)plan.BlockRows * WinogradTransform.Outputs + 2) * width * V.Width) * sizeof(float) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (float*)GemmProblem<float>.Align(memory);
            for (var t = start; t < end; t++)
            {
                var (index, group) = Math.DivRem((int)t, Groups(s.Channels));
                var segment = WinogradSegment.Of(plan, first, rows, index);
                Fill(segment, group * V.Width, width, buffer + strip);
                for (var r = 0; r < segment.Rows; r++)
                    Row(buffer + strip + (nint)r * WinogradTransform.Outputs * width * V.Width, width, buffer,
                        transformed + (segment.Tile + r * plan.TilesX) * plan.InPitch + group * V.Width);
            }
        }
        storage.Release();
    }

    /// <summary>The padded source rows of a segment, channels side by side.</summary>
    void Fill(in WinogradSegment segment, int channel, int width, float* padded)
    {
        int lanes = V.Width, left = s.Padding.Width, count = Math.Min(s.Source.Width, width - left);
        var source = images.First + segment.Image * imageStride + channel * images.ChannelStride;
        var y = segment.Row * WinogradTransform.Outputs - s.Padding.Height;
        for (var last = y + segment.Rows * WinogradTransform.Outputs + 2; y < last; y++, padded += width * lanes)
        {
            if (y < 0 || y >= s.Source.Height)
            {
                new Span<float>(padded, width * lanes).Clear();
                continue;
            }
            new Span<float>(padded, left * lanes).Clear();
            Packing.Strip(padded + left * lanes, lanes, Math.Min(lanes, s.Channels - channel),
                source + y * images.RowStride, images.ChannelStride, images.ColumnStride, count);
            new Span<float>(padded + (left + count) * lanes, (width - left - count) * lanes).Clear();
        }
    }

    /// <summary>A row of tiles: along y for all columns at once, as neighbouring tiles have two in common, then along x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Row(float* padded, int width, float* strip, float* to)
    {
        nint line = width * V.Width;
        for (nint x = 0; x < line; x += V.Width) WinogradTransform.Input<V>(padded + x, line, strip + x, line);
        nint side = WinogradTransform.Side, point = plan.InPoint;
        for (var tile = 0; tile < plan.TilesX; tile++, strip += WinogradTransform.Outputs * V.Width, to += plan.InPitch)
            for (nint i = 0; i < side; i++) WinogradTransform.Input<V>(strip + i * line, V.Width, to + i * side * point, point);
    }
}

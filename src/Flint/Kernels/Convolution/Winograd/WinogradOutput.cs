using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>The outputs of a block from its M. Task t is a segment and a group of as many output channels as a vector holds, the group counting fastest.</summary>
readonly unsafe struct WinogradOutput<V>(ConvolutionShape s, WinogradPlan plan, int first, int rows, float* products, float* bias, Clamp? clamp, float* output) : IRangeBody
    where V : struct, ISimdLane<V>
{
    public void Run(long start, long end)
    {
        nint pixels = (nint)s.Output.Height * s.Output.Width;
        var lines = stackalloc float[V.Width + WinogradTransform.Outputs * (WinogradTransform.Side + WinogradTransform.Outputs) * V.Width];
        var storage = Storage.Allocate((long)WinogradTransform.Outputs * s.Output.Width * V.Width * sizeof(float) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (float*)GemmProblem<float>.Align(memory);
            for (var t = start; t < end; t++)
            {
                var (index, group) = Math.DivRem((int)t, (s.OutChannels + V.Width - 1) / V.Width);
                var segment = WinogradSegment.Of(plan, first, rows, index);
                var channel = group * V.Width;
                var channels = Math.Min(V.Width, s.OutChannels - channel);
                for (var i = 0; i < V.Width; i++) lines[i] = bias != null && i < channels ? bias[channel + i] : 0;
                for (var r = 0; r < segment.Rows; r++)
                {
                    var y = (segment.Row + r) * WinogradTransform.Outputs;
                    var height = Math.Min(WinogradTransform.Outputs, s.Output.Height - y);
                    Row(products + (segment.Tile + r * plan.TilesX) * plan.OutPitch + channel, height, lines, buffer);
                    Clamp.Apply(clamp, buffer, (nint)height * s.Output.Width * V.Width);
                    PixelRows.Store(buffer, V.Width, height * s.Output.Width, channels,
                        output + ((nint)segment.Image * s.OutChannels + channel) * pixels + (nint)y * s.Output.Width, pixels);
                }
            }
        }
        storage.Release();
    }

    /// <summary>A row of tiles, to [pixel][channel].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Row(float* from, int height, float* lines, float* to)
    {
        nint side = WinogradTransform.Side, point = plan.OutPoint, line = s.Output.Width * V.Width;
        float* temporary = lines + V.Width, edge = temporary + WinogradTransform.Outputs * side * V.Width;
        V bias = V.Load(lines, 0), zero = V.Zero;
        for (var tile = 0; tile < plan.TilesX; tile++, from += plan.OutPitch, to += WinogradTransform.Outputs * V.Width)
        {
            for (nint j = 0; j < side; j++)
                WinogradTransform.Output<V>(from + j * point, side * point, temporary + j * V.Width, side * V.Width, zero);
            var width = Math.Min(WinogradTransform.Outputs, s.Output.Width - tile * WinogradTransform.Outputs);
            for (nint i = 0; i < height; i++)
            {
                var whole = width == WinogradTransform.Outputs;
                WinogradTransform.Output<V>(temporary + i * side * V.Width, V.Width, whole ? to + i * line : edge, V.Width, bias);
                if (!whole) new ReadOnlySpan<float>(edge, width * V.Width).CopyTo(new(to + i * line, width * V.Width));
            }
        }
    }
}

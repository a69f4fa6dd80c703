namespace Flint.Imaging;

/// <summary>
/// The samples of two rows of units at a time, and their way into the image: upsampling, then colour. The last row of a band waits for
/// the next band where a component is interpolated between rows.
/// </summary>
sealed class JpegBands
{
    readonly JpegFrame frame;
    readonly JpegColorSpace space;
    readonly byte[][] samples;
    readonly byte[][] upsampled;
    readonly JpegUpsampling upsampling;
    readonly bool needsNextBand;
    int done;

    internal JpegBands(JpegFrame frame, JpegColorSpace space)
    {
        (this.frame, this.space) = (frame, space);
        var channels = space == JpegColorSpace.Grey ? 1 : 3;
        Image = new(frame.Width, frame.Height, channels, GC.AllocateUninitializedArray<byte>(frame.Width * frame.Height * channels));
        samples = Array.ConvertAll(frame.Components, c => new byte[Stride(c) * 16 * c.V + JpegUpsampling.Slack]);
        upsampled = Array.ConvertAll(frame.Components, c => IsFull(c) ? [] : new byte[frame.UnitsWide * frame.MaxH * 8 + JpegUpsampling.Slack]);
        upsampling = new(frame.Width);
        needsNextBand = Array.Exists(frame.Components, c => c.V * 2 == frame.MaxV);
    }

    /// <summary>The picture as far as it is there.</summary>
    internal Image Image { get; }

    /// <summary>Bytes from row to row of <see cref="Block"/>.</summary>
    internal static int Stride(JpegComponent component) => component.StoredBlocksWide * 8;

    /// <summary>The samples of the component's block (x, y) of the picture, and what follows them.</summary>
    internal Span<byte> Block(int component, int x, int y)
    {
        var c = frame.Components[component];
        return samples[component].AsSpan(y % (2 * c.V) * 8 * Stride(c) + x * 8);
    }

    /// <summary>Writes the rows of pixels that are known once row <paramref name="band"/> of units is there.</summary>
    internal void Finish(int band)
    {
        var isLast = band == frame.UnitsHigh - 1;
        var end = isLast ? frame.Height : (band + 1) * 8 * frame.MaxV - (needsNextBand ? 1 : 0);
        for (; done < end; done++) WriteRow(done);
    }

    void WriteRow(int y)
    {
        var target = Image.Pixels.AsSpan(y * frame.Width * Image.Channels, frame.Width * Image.Channels);
        switch (space)
        {
            case JpegColorSpace.Grey:
                FullRow(0, y).CopyTo(target);
                break;
            case JpegColorSpace.YCbCr:
                JpegColor.ToRgb(FullRow(0, y), FullRow(1, y), FullRow(2, y), target);
                break;
            case JpegColorSpace.Rgb:
                JpegColor.Interleave(FullRow(0, y), FullRow(1, y), FullRow(2, y), target);
                break;
            case JpegColorSpace.Cmyk:
                JpegColor.FromInk(FullRow(0, y), FullRow(1, y), FullRow(2, y), FullRow(3, y), target);
                break;
            default:
                JpegColor.FromYcck(FullRow(0, y), FullRow(1, y), FullRow(2, y), FullRow(3, y), target);
                break;
        }
    }

    ReadOnlySpan<byte> FullRow(int component, int y)
    {
        var c = frame.Components[component];
        if (IsFull(c)) return Row(component, y)[..frame.Width];
        Span<byte> target = upsampled[component];
        var (across, down) = (frame.MaxH / c.H, frame.MaxV / c.V);
        var near = Row(component, y / down);
        var isUpper = y % 2 == 0;
        if (down == 2 && (across == 1 || across == 2 && c.Width > 2))
        {
            var far = Row(component, Math.Clamp(isUpper ? y / 2 - 1 : y / 2 + 1, 0, c.Height - 1));
            if (across == 1) JpegUpsampling.Vertical(near, far, c.Width, isUpper, target);
            else upsampling.Both(near, far, c.Width, target);
        }
        else if (down == 1 && across == 2 && c.Width > 2)
        {
            upsampling.Horizontal(near, c.Width, target);
        }
        else
        {
            JpegUpsampling.Repeat(near, c.Width, across, target);
        }
        return target[..frame.Width];
    }

    // The row and what follows it.
    ReadOnlySpan<byte> Row(int component, int y)
    {
        var c = frame.Components[component];
        return samples[component].AsSpan(y % (16 * c.V) * Stride(c));
    }

    bool IsFull(JpegComponent component) => component.H == frame.MaxH && component.V == frame.MaxV;
}

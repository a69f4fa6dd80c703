namespace Flint.Imaging;

/// <summary>One component to be written: samples in whole units, the last row and column repeated.</summary>
/// <param name="Samples">[row, column].</param>
/// <param name="Stride">Bytes from row to row.</param>
/// <param name="H">Blocks per unit, horizontally.</param>
/// <param name="V">Blocks per unit, vertically.</param>
sealed record JpegPlane(byte[] Samples, int Stride, int H, int V);

/// <summary>From pixels to components.</summary>
static class JpegPlanes
{
    // round(2^16 x) of BT.601's weights, in the order R, G, B.
    const int YofR = 19595, YofG = 38470, YofB = 7471, CbOfR = -11059, CbOfG = -21709, CrOfG = -27439, CrOfB = -5329, Half = 1 << 15;

    /// <summary>Y, Cb and Cr of an RGB picture, or the grey of a grey one.</summary>
    internal static JpegPlane[] Of(Image image, ChromaSubsampling subsampling)
    {
        if (image.Channels == 1) return [Gather(image, 1, 1, (p, i) => p[i])];
        var (h, v) = (subsampling == ChromaSubsampling.None ? 1 : 2, subsampling == ChromaSubsampling.Both ? 2 : 1);
        return
        [
            Gather(image, h, v, (p, i) => (byte)(YofR * p[i] + YofG * p[i + 1] + YofB * p[i + 2] + Half >> 16)),
            Average(Gather(image, h, v, (p, i) => (byte)(CbOfR * p[i] + CbOfG * p[i + 1] + Half * p[i + 2] + (128 << 16) + Half - 1 >> 16)), h, v),
            Average(Gather(image, h, v, (p, i) => (byte)(Half * p[i] + CrOfG * p[i + 1] + CrOfB * p[i + 2] + (128 << 16) + Half - 1 >> 16)), h, v),
        ];
    }

    static JpegPlane Gather(Image image, int h, int v, Func<ReadOnlySpan<byte>, int, byte> value)
    {
        var (stride, rows) = ((image.Width + 8 * h - 1) / (8 * h) * 8 * h, (image.Height + 8 * v - 1) / (8 * v) * 8 * v);
        var samples = new byte[checked(stride * rows)];
        for (var y = 0; y < rows; y++)
        {
            var row = samples.AsSpan(y * stride, stride);
            if (y >= image.Height)
            {
                samples.AsSpan((y - 1) * stride, stride).CopyTo(row);
                continue;
            }
            var pixels = image.Pixels.AsSpan(y * image.Width * image.Channels, image.Width * image.Channels);
            for (var x = 0; x < image.Width; x++) row[x] = value(pixels, x * image.Channels);
            row[image.Width..].Fill(row[image.Width - 1]);
        }
        return new(samples, stride, h, v);
    }

    // Means of h x v samples, rounded down and up by turns.
    static JpegPlane Average(JpegPlane plane, int h, int v)
    {
        if (h == 1) return plane;
        var (stride, rows) = (plane.Stride / h, plane.Samples.Length / plane.Stride / v);
        var samples = new byte[stride * rows];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < stride; x++)
            {
                var at = y * v * plane.Stride + x * h;
                var sum = plane.Samples[at] + plane.Samples[at + 1];
                if (v == 2) sum += plane.Samples[at + plane.Stride] + plane.Samples[at + plane.Stride + 1];
                samples[y * stride + x] = (byte)(v == 2 ? sum + 1 + x % 2 >> 2 : sum + x % 2 >> 1);
            }
        }
        return new(samples, stride, 1, 1);
    }
}

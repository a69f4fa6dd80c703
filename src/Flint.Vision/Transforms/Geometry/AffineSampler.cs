using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Takes each pixel of a result from a place of a picture, with PIL's arithmetic and rounding.</summary>
static class AffineSampler
{
    internal static Image Apply(Image image, AffineMap map, int height, int width, Resampling interpolation, IReadOnlyList<byte>? fill)
    {
        if (fill is not null && fill.Count != 1 && fill.Count != image.Channels)
            throw new ArgumentException($"A fill of {fill.Count} samples was given for a picture of {image.Channels} channels: give one for all, or one per channel.", nameof(fill));
        var result = new Image(width, height, image.Channels);
        if (fill is not null)
            for (var i = 0; i < result.Pixels.Length; i++) result.Pixels[i] = fill[fill.Count == 1 ? 0 : i % image.Channels];
        if (interpolation == Resampling.Nearest) Nearest(image, map, result);
        else if (!Alpha.Has(image)) Interpolate(image, map, result, interpolation);
        else
        {
            Interpolate(Alpha.Multiply(image), map, result, interpolation);
            result = Alpha.Divide(result);
        }
        return result;
    }

    /// <summary>Places in 1/65536 of a pixel, summed up; without shear or rotation in double precision.</summary>
    static void Nearest(Image image, AffineMap map, Image result)
    {
        if (map is { B: 0, D: 0 })
        {
            var columns = Places(map.C + map.A * 0.5, map.A, result.Width, image.Width);
            var rows = Places(map.F + map.E * 0.5, map.E, result.Height, image.Height);
            for (var y = 0; y < result.Height; y++)
                for (var x = 0; x < result.Width; x++)
                    Copy(image, columns[x], rows[y], result, x, y);
            return;
        }
        var (startX, startY) = map.Of(0.5, 0.5);
        var (lineX, lineY) = (Fixed(startX), Fixed(startY));
        var (a, b, d, e) = (Fixed(map.A), Fixed(map.B), Fixed(map.D), Fixed(map.E));
        for (var y = 0; y < result.Height; y++, lineX += b, lineY += e)
        {
            var (px, py) = (lineX, lineY);
            for (var x = 0; x < result.Width; x++, px += a, py += d)
                Copy(image, px >> 16, py >> 16, result, x, y);
        }
    }

    static long[] Places(double at, double step, int count, int size)
    {
        var places = new long[count];
        for (var i = 0; i < count; i++, at += step) places[i] = at < 0 || at >= size ? -1 : (int)at;
        return places;
    }

    static long Fixed(double x) => (long)Math.Floor(x * 65536 + 0.5);

    static void Copy(Image image, long fromX, long fromY, Image result, int x, int y)
    {
        if (fromX < 0 || fromX >= image.Width || fromY < 0 || fromY >= image.Height) return;
        var channels = image.Channels;
        var (s, t) = ((int)(fromY * image.Width + fromX) * channels, (y * result.Width + x) * channels);
        for (var c = 0; c < channels; c++) result.Pixels[t + c] = image.Pixels[s + c];
    }

    static void Interpolate(Image image, AffineMap map, Image result, Resampling interpolation)
    {
        var (channels, cubic) = (image.Channels, interpolation == Resampling.Bicubic);
        for (var y = 0; y < result.Height; y++)
            for (var x = 0; x < result.Width; x++)
            {
                var (fromX, fromY) = map.Of(x + 0.5, y + 0.5);
                if (!(fromX >= 0 && fromX < image.Width && fromY >= 0 && fromY < image.Height)) continue;
                var sample = new PixelSample(image, fromX - 0.5, fromY - 0.5);
                for (var c = 0; c < channels; c++) result.Pixels[(y * result.Width + x) * channels + c] = (byte)(cubic ? sample.Cubic(c) : sample.Linear(c));
            }
    }
}

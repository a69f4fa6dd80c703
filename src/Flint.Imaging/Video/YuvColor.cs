namespace Flint.Imaging;

/// <summary>Colours of ITU-R BT.601 in planes of Y, Cb, Cr.</summary>
/// <remarks>
/// R = Y' + 1.402 Cr', G = Y' - 0.344136 Cb' - 0.714136 Cr', B = Y' + 1.772 Cb', where of full range Y' = Y and C' = C - 128, and of limited range
/// Y' = (Y - 16) 255/219 and C' = (C - 128) 255/224.
/// </remarks>
static class YuvColor
{
    const double RedOfCr = 1.402, GreenOfCb = -0.344136, GreenOfCr = -0.714136, BlueOfCb = 1.772;

    /// <summary>Planes to RGB; <paramref name="across"/> x <paramref name="down"/> pixels share a sample of Cb and Cr.</summary>
    internal static Image ToRgb(ReadOnlySpan<byte> planes, int width, int height, int across, int down, bool isFull)
    {
        var chromaWidth = (width + across - 1) / across;
        var chroma = chromaWidth * ((height + down - 1) / down);
        ReadOnlySpan<byte> ys = planes[..(width * height)], cbs = planes.Slice(width * height, chroma), crs = planes.Slice(width * height + chroma, chroma);
        var (gain, foot, spread) = isFull ? (1.0, 0.0, 1.0) : (255.0 / 219, 16.0, 255.0 / 224);
        var image = new Image(width, height, 3);
        var at = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var c = y / down * chromaWidth + x / across;
                var (light, cb, cr) = ((ys[y * width + x] - foot) * gain, (cbs[c] - 128) * spread, (crs[c] - 128) * spread);
                image.Pixels[at++] = Byte(light + RedOfCr * cr);
                image.Pixels[at++] = Byte(light + GreenOfCb * cb + GreenOfCr * cr);
                image.Pixels[at++] = Byte(light + BlueOfCb * cb);
            }
        return image;
    }

    internal static Image Grey(ReadOnlySpan<byte> plane, int width, int height, bool isFull)
    {
        var image = new Image(width, height, 1, plane.ToArray());
        if (!isFull)
            foreach (ref var p in image.Pixels.AsSpan()) p = Byte((p - 16) * 255.0 / 219);
        return image;
    }

    /// <summary>RGB to planes of limited range, a sample of each a pixel.</summary>
    internal static byte[] ToPlanes(Image image)
    {
        var count = image.Width * image.Height;
        var planes = new byte[3 * count];
        for (var i = 0; i < count; i++)
        {
            var (r, g, b) = (image.Pixels[3 * i], image.Pixels[3 * i + 1], image.Pixels[3 * i + 2]);
            var light = 0.299 * r + 0.587 * g + 0.114 * b;
            planes[i] = Byte(16 + light * 219 / 255);
            planes[count + i] = Byte(128 + (b - light) / BlueOfCb * 224 / 255);
            planes[2 * count + i] = Byte(128 + (r - light) / RedOfCr * 224 / 255);
        }
        return planes;
    }

    static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}

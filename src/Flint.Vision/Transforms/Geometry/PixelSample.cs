using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>What a picture shows at a place between pixels; beyond its edge are the pixels at the edge. Truncated by the caller, as in PIL.</summary>
readonly ref struct PixelSample
{
    readonly ReadOnlySpan<byte> pixels;
    readonly int width, height, channels, left, top;
    readonly double dx, dy;

    /// <summary>The place is counted from the centre of the first pixel.</summary>
    internal PixelSample(Image image, double x, double y)
    {
        pixels = image.Pixels;
        (width, height, channels) = (image.Width, image.Height, image.Channels);
        (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        (dx, dy) = (x - left, y - top);
    }

    internal double Linear(int channel)
    {
        var upper = Line(top, channel);
        var lower = Line(top + 1, channel);
        return upper + (lower - upper) * dy;
    }

    internal double Cubic(int channel)
    {
        var value = Cubic(CubicLine(top - 1, channel), CubicLine(top, channel), CubicLine(top + 1, channel), CubicLine(top + 2, channel), dy);
        return Math.Clamp(value, 0, 255);
    }

    double Line(int y, int channel)
    {
        double a = At(left, y, channel), b = At(left + 1, y, channel);
        return a + (b - a) * dx;
    }

    double CubicLine(int y, int channel) =>
        Cubic(At(left - 1, y, channel), At(left, y, channel), At(left + 1, y, channel), At(left + 2, y, channel), dx);

    byte At(int x, int y, int channel) => pixels[(Math.Clamp(y, 0, height - 1) * width + Math.Clamp(x, 0, width - 1)) * channels + channel];

    /// <summary>Cubic convolution with a = -1.</summary>
    static double Cubic(double v1, double v2, double v3, double v4, double d) =>
        v2 + d * (-v1 + v3 + d * (2 * (v1 - v2) + v3 - v4 + d * (-v1 + v2 - v3 + v4)));
}

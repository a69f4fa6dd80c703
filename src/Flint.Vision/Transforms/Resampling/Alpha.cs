using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Colours times their alpha and back, in PIL's integers: what is transparent must not bleed into a scaled picture.</summary>
static class Alpha
{
    internal static bool Has(Image image) => image.Channels is 2 or 4;

    internal static Image Multiply(Image image) => Map(image, (sample, alpha) =>
    {
        var product = sample * alpha + 128;
        return ((product >> 8) + product) >> 8;
    });

    internal static Image Divide(Image image) => Map(image, (sample, alpha) => alpha is 0 or 255 ? sample : Math.Min(255, 255 * sample / alpha));

    static Image Map(Image image, Func<int, int, int> map)
    {
        var (channels, pixels) = (image.Channels, (byte[])image.Pixels.Clone());
        for (var i = 0; i < pixels.Length; i += channels)
            for (var c = 0; c < channels - 1; c++)
                pixels[i + c] = (byte)map(pixels[i + c], pixels[i + channels - 1]);
        return new(image.Width, image.Height, channels, pixels);
    }
}

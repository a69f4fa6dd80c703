using Flint.Imaging;

namespace Flint.Vision;

/// <summary>Masks whose pixels are numbers, not colours.</summary>
static class IndexMask
{
    /// <summary>[height, width] bytes.</summary>
    /// <param name="path">A PNG of 8 bits or less, grey or with a palette.</param>
    /// <param name="width">Of the picture it belongs to.</param>
    /// <param name="height">Of the picture it belongs to.</param>
    /// <param name="most">The largest number there may be.</param>
    internal static Tensor Read(string path, int width, int height, int most)
    {
        if (!File.Exists(path)) throw new NotFoundException($"There is no mask '{path}'.");
        try
        {
            var png = PngFile.Read(File.ReadAllBytes(path));
            if (png.Channels != 1) throw new FileFormatException($"The mask '{path}' is in colour: expected the number of each pixel, grey or with a palette.");
            if ((png.Width, png.Height) != (width, height))
                throw new FileFormatException($"The mask '{path}' has {png.Width} x {png.Height} pixels, but its picture has {width} x {height}.");
            if (Array.FindIndex(png.Samples, i => i > most) is >= 0 and var bad)
                throw new FileFormatException($"The mask '{path}' has the number {png.Samples[bad]} at ({bad % width}, {bad / width}), but the greatest is {most}.");
            return Tensor.Wrap(Array.ConvertAll(png.Samples, i => (byte)i), [height, width]);
        }
        catch (ImageFormatException e)
        {
            throw new FileFormatException($"The mask '{path}' cannot be read: {e.Message}", e);
        }
    }
}

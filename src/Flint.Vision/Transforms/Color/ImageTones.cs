using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Tone curves of pictures, byte for byte as PIL's ImageOps.</summary>
public static class ImageTones
{
    extension(Image image)
    {
        /// <summary>255 - x.</summary>
        public Image Invert() => ColorPlanes.Map(image, ColorPlanes.Table(x => 255 - x));

        /// <summary>Only the first bits of each sample, the others 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There are not 0 to 8 bits.</exception>
        public Image Posterize(int bits)
        {
            if (bits is < 0 or > 8) throw new ArgumentOutOfRangeException(nameof(bits), bits, "A sample has 0 to 8 bits.");
            return ColorPlanes.Map(image, ColorPlanes.Table(x => x & (0xFF00 >> bits)));
        }

        /// <summary>Samples from the threshold on inverted.</summary>
        public Image Solarize(double threshold) => ColorPlanes.Map(image, ColorPlanes.Table(x => x < threshold ? x : 255 - x));

        /// <summary>The least sample of each channel becomes 0, the greatest 255.</summary>
        public Image AutoContrast() => ColorPlanes.Map(image, [.. Enumerable.Range(0, ColorPlanes.Count(image)).Select(c =>
        {
            var counts = ColorPlanes.Histogram(image, c);
            var (low, high) = (Array.FindIndex(counts, n => n > 0), Array.FindLastIndex(counts, n => n > 0));
            var scale = 255.0 / (high - low);
            var offset = -low * scale;
            return ColorPlanes.Table(x => high <= low ? x : (int)(x * scale + offset));
        })]);

        /// <summary>Each channel's samples spread so that all ranges come about equally often.</summary>
        public Image Equalize() => ColorPlanes.Map(image, [.. Enumerable.Range(0, ColorPlanes.Count(image)).Select(c =>
        {
            var counts = ColorPlanes.Histogram(image, c);
            var step = (counts.Sum() - counts.Last(n => n > 0)) / 255;
            if (step == 0) return ColorPlanes.Table(x => x);
            var below = step / 2;
            var table = new int[256];
            for (var x = 0; x < 256; below += counts[x++]) table[x] = below / step;
            return ColorPlanes.Table(x => table[x]);
        })]);
    }
}

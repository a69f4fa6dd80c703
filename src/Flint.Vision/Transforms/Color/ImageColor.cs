using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Brightness, contrast, saturation, hue and sharpness of pictures, byte for byte as torchvision on PIL pictures.</summary>
public static class ImageColor
{
    extension(Image image)
    {
        /// <summary>Samples times the factor: 0 is black, 1 the picture.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
        public Image AdjustBrightness(double factor)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(factor);
            return ColorPlanes.Map(image, ColorPlanes.Table(x => ColorPlanes.Blend(0, x, (float)factor)));
        }

        /// <summary>Distances from the mean luminance times the factor: 0 is grey, 1 the picture.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
        public Image AdjustContrast(double factor)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(factor);
            var sum = 0L;
            for (var i = 0; i < image.Pixels.Length; i += image.Channels) sum += ColorPlanes.Luminance(image.Pixels.AsSpan(i), image.Channels);
            var mean = (int)((double)sum / (image.Width * image.Height) + 0.5);
            return ColorPlanes.Map(image, ColorPlanes.Table(x => ColorPlanes.Blend(mean, x, (float)factor)));
        }

        /// <summary>Distances from each pixel's luminance times the factor: 0 is grey, 1 the picture.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
        public Image AdjustSaturation(double factor)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(factor);
            if (image.Channels < 3) return image;
            var pixels = (byte[])image.Pixels.Clone();
            for (var i = 0; i < pixels.Length; i += image.Channels)
            {
                var grey = ColorPlanes.Luminance(pixels.AsSpan(i), image.Channels);
                for (var c = 0; c < 3; c++) pixels[i + c] = ColorPlanes.Blend(grey, pixels[i + c], (float)factor);
            }
            return new(image.Width, image.Height, image.Channels, pixels);
        }

        /// <summary>Turns the circle of hues.</summary>
        /// <param name="shift">How far, as a share of the circle: from -0.5 to 0.5.</param>
        /// <exception cref="ArgumentOutOfRangeException">The shift is further.</exception>
        public Image AdjustHue(double shift)
        {
            if (!(shift is >= -0.5 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(shift), shift, "A shift of the hue is from -0.5 to 0.5.");
            if (image.Channels < 3) return image;
            var (pixels, turn) = ((byte[])image.Pixels.Clone(), (byte)(int)(shift * 255));
            for (var i = 0; i < pixels.Length; i += image.Channels)
            {
                var (h, s, v) = Hsv.From(pixels[i], pixels[i + 1], pixels[i + 2]);
                (pixels[i], pixels[i + 1], pixels[i + 2]) = Hsv.ToRgb((byte)(h + turn), s, v);
            }
            return new(image.Width, image.Height, image.Channels, pixels);
        }

        /// <summary>Distances from a smoothed picture times the factor: 0 is smooth, 1 the picture, 2 sharper.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
        public Image AdjustSharpness(double factor)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(factor);
            var (pixels, stride, step) = ((byte[])image.Pixels.Clone(), image.Width * image.Channels, image.Channels);
            for (var y = 1; y < image.Height - 1; y++)
                for (var i = y * stride + step; i < (y + 1) * stride - step; i++)
                {
                    if (i % step >= ColorPlanes.Count(image)) continue;
                    // The mean of a 3 x 3 block with weight 5 in the middle, rounded.
                    var sum = 4 * image.Pixels[i];
                    for (var row = i - stride; row <= i + stride; row += stride)
                        sum += image.Pixels[row - step] + image.Pixels[row] + image.Pixels[row + step];
                    pixels[i] = ColorPlanes.Blend((2 * sum + 13) / 26, image.Pixels[i], (float)factor);
                }
            return new(image.Width, image.Height, image.Channels, pixels);
        }
    }
}

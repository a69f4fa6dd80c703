using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Pictures mirrored and turned by right angles.</summary>
public static class ImageFlipping
{
    extension(Image image)
    {
        /// <summary>Left becomes right.</summary>
        public Image FlipHorizontal()
        {
            var (width, channels) = (image.Width, image.Channels);
            var result = new Image(width, image.Height, channels);
            for (var y = 0; y < image.Height; y++)
            {
                var source = image.Pixels.AsSpan(y * width * channels, width * channels);
                var target = result.Pixels.AsSpan(y * width * channels, width * channels);
                for (int from = 0, to = (width - 1) * channels; to >= 0; from += channels, to -= channels)
                    for (var c = 0; c < channels; c++) target[to + c] = source[from + c];
            }
            return result;
        }

        /// <summary>Top becomes bottom.</summary>
        public Image FlipVertical()
        {
            var result = new Image(image.Width, image.Height, image.Channels);
            var row = image.Width * image.Channels;
            for (var y = 0; y < image.Height; y++)
                image.Pixels.AsSpan(y * row, row).CopyTo(result.Pixels.AsSpan((image.Height - 1 - y) * row));
            return result;
        }

        /// <summary>Turned by quarters, counter-clockwise.</summary>
        /// <param name="quarters">How many; negative ones clockwise.</param>
        public Image Turn(int quarters)
        {
            switch (quarters & 3)
            {
                case 0: return image;
                case 2: return image.FlipHorizontal().FlipVertical();
            }
            var clockwise = (quarters & 3) == 3;
            var (width, height, channels) = (image.Height, image.Width, image.Channels);
            var result = new Image(width, height, channels);
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var (fromX, fromY) = clockwise ? (y, width - 1 - x) : (height - 1 - y, x);
                    image.Pixels.AsSpan((fromY * image.Width + fromX) * channels, channels).CopyTo(result.Pixels.AsSpan((y * width + x) * channels));
                }
            return result;
        }
    }
}

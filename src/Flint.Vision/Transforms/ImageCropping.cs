using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Parts of pictures.</summary>
public static class ImageCropping
{
    extension(Image image)
    {
        /// <summary>A part of the picture; what lies outside of it is 0.</summary>
        /// <param name="box">The part; may reach beyond the picture.</param>
        /// <exception cref="ArgumentOutOfRangeException">The box has no pixel.</exception>
        public Image Crop(CropBox box)
        {
            if (box is not { Height: >= 1, Width: >= 1 }) throw new ArgumentOutOfRangeException(nameof(box), $"{box} has no pixel.");
            var result = new Image(box.Width, box.Height, image.Channels);
            var (left, right) = (Math.Max(0, box.Left), (int)Math.Min(image.Width, (long)box.Left + box.Width));
            for (var y = Math.Max(0, box.Top); y < Math.Min(image.Height, (long)box.Top + box.Height) && left < right; y++)
                image.Pixels.AsSpan((y * image.Width + left) * image.Channels, (right - left) * image.Channels)
                    .CopyTo(result.Pixels.AsSpan(((y - box.Top) * box.Width + left - box.Left) * image.Channels));
            return result;
        }

        /// <summary>The part around the middle; what lies outside of the picture is 0. Places are rounded as in torchvision.</summary>
        /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
        public Image CenterCrop(int height, int width)
        {
            var top = height > image.Height ? -((height - image.Height) / 2) : (int)Math.Round((image.Height - height) / 2.0);
            var left = width > image.Width ? -((width - image.Width) / 2) : (int)Math.Round((image.Width - width) / 2.0);
            return image.Crop(new(top, left, height, width));
        }
    }
}

using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Pictures turned, sheared and moved.</summary>
public static class ImageGeometry
{
    extension(Image image)
    {
        /// <summary>The picture turned around its middle, byte for byte as PIL does.</summary>
        /// <param name="angle">Degrees, counter-clockwise.</param>
        /// <param name="interpolation">How pixels are found between those of the picture.</param>
        /// <param name="expand">Whether the result is made as large as the turned picture; else it keeps the size.</param>
        /// <param name="fill">What is outside of the picture: a sample for all channels or one for each; black where null.</param>
        public Image Rotate(double angle, Resampling interpolation = Resampling.Nearest, bool expand = false, IReadOnlyList<byte>? fill = null)
        {
            angle -= 360 * Math.Floor(angle / 360);
            if (angle is 0 or 180 || (angle is 90 or 270 && (expand || image.Width == image.Height))) return image.Turn((int)angle / 90);
            var (width, height) = (image.Width, image.Height);
            var map = AffineMap.Rotation((width / 2.0, height / 2.0), angle);
            if (expand)
            {
                var corners = new[] { map.Of(0, 0), map.Of(width, 0), map.Of(width, height), map.Of(0, height) };
                var newWidth = (int)(Math.Ceiling(corners.Max(c => c.X)) - Math.Floor(corners.Min(c => c.X)));
                var newHeight = (int)(Math.Ceiling(corners.Max(c => c.Y)) - Math.Floor(corners.Min(c => c.Y)));
                var (x, y) = map.Of(-(newWidth - width) / 2.0, -(newHeight - height) / 2.0);
                (map, width, height) = (map with { C = x, F = y }, newWidth, newHeight);
            }
            return AffineSampler.Apply(image, map, height, width, interpolation, fill);
        }

        /// <summary>The picture turned, scaled and sheared around its middle and then moved, as torchvision's affine on PIL pictures.</summary>
        /// <param name="angle">Degrees, clockwise.</param>
        /// <param name="translate">Pixels to the right and down.</param>
        /// <param name="scale">How many times larger; positive.</param>
        /// <param name="shear">Degrees along x and along y.</param>
        /// <param name="interpolation">How pixels are found between those of the picture.</param>
        /// <param name="fill">What is outside of the picture: a sample for all channels or one for each; black where null.</param>
        /// <param name="center">What stays in its place but for the translation; the middle where null.</param>
        /// <exception cref="ArgumentOutOfRangeException">The scale is not positive.</exception>
        public Image Affine(
            double angle = 0, (double X, double Y) translate = default, double scale = 1, (double X, double Y) shear = default,
            Resampling interpolation = Resampling.Nearest, IReadOnlyList<byte>? fill = null, (double X, double Y)? center = null)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
            var map = AffineMap.Inverse(center ?? (image.Width * 0.5, image.Height * 0.5), angle, translate, scale, shear);
            return AffineSampler.Apply(image, map, image.Height, image.Width, interpolation, fill);
        }
    }
}

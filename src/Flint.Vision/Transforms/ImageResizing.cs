using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Other sizes for pictures.</summary>
public static class ImageResizing
{
    extension(Image image)
    {
        /// <summary>The picture at another size; with antialiasing, byte for byte what PIL's resize gives.</summary>
        /// <param name="height">Rows of the result.</param>
        /// <param name="width">Columns of the result.</param>
        /// <param name="interpolation">How pixels are weighted.</param>
        /// <param name="antialias">
        /// Whether a smaller picture is smoothed by a filter as wide as its pixels. Without it the result is that of torch's interpolate
        /// (align_corners: false) rounded to bytes.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
        public Image Resize(int height, int width, Resampling interpolation = Resampling.Bilinear, bool antialias = true)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
            if ((height, width) == (image.Height, image.Width)) return image;
            return antialias || interpolation == Resampling.Nearest
                ? image.ResizedCrop(new(0, 0, image.Height, image.Width), height, width, interpolation)
                : Interpolated(image, height, width, interpolation);
        }

        /// <summary>A part of the picture at another size, antialiased: <c>image.Crop(box).Resize(height, width)</c> in one pass.</summary>
        /// <param name="box">The part, inside of the picture.</param>
        /// <param name="height">Rows of the result.</param>
        /// <param name="width">Columns of the result.</param>
        /// <param name="interpolation">How pixels are weighted.</param>
        /// <exception cref="ArgumentOutOfRangeException">The box is not inside of the picture, or a size is below 1.</exception>
        public Image ResizedCrop(CropBox box, int height, int width, Resampling interpolation = Resampling.Bilinear)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
            if (box is not { Top: >= 0, Left: >= 0, Height: >= 1, Width: >= 1 } || box.Height > image.Height - box.Top || box.Width > image.Width - box.Left)
                throw new ArgumentOutOfRangeException(nameof(box), $"{box} is not inside of a picture of {image.Width} x {image.Height} pixels.");
            if ((box.Height, box.Width) == (height, width)) return image.Crop(box);
            return Alpha.Has(image) && interpolation != Resampling.Nearest
                ? Alpha.Divide(ByteResampler.Resize(Alpha.Multiply(image), box, height, width, interpolation))
                : ByteResampler.Resize(image, box, height, width, interpolation);
        }
    }

    static Image Interpolated(Image image, int height, int width, Resampling interpolation)
    {
        var rows = ResampleWeights.Make(image.Height, height, interpolation, antialias: false);
        var columns = ResampleWeights.Make(image.Width, width, interpolation, antialias: false);
        var planes = image.ToTensor(new(1, [0], [1])).ToArray<float>();
        var resized = PlaneResampler.Resize(planes, image.Height, image.Width, rows, columns);
        var result = new Image(width, height, image.Channels);
        for (var i = 0; i < resized.Length; i++)
            result.Pixels[i % (height * width) * image.Channels + i / (height * width)] = (byte)Math.Clamp(MathF.Round(resized[i]), 0, 255);
        return result;
    }
}

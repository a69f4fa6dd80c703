using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>
/// What Keras's ImageDataGenerator does with rotation_range, width_shift_range, height_shift_range, shear_range and zoom_range, which mean
/// the same here: one affine map around the middle, linear between pixels, and beyond the edge the pixels at the edge.
/// </summary>
/// <remarks>Of [row, column]: rotation · shift · shear [1, -sin s; 0, cos s] · zoom tell where a pixel of the result is taken from: a zoom above 1 makes smaller.</remarks>
/// <param name="rotationRange">The angle is drawn from -range to range degrees.</param>
/// <param name="widthShiftRange">The greatest shift as a share of the width.</param>
/// <param name="heightShiftRange">The greatest shift as a share of the height.</param>
/// <param name="shearRange">The shear angle is drawn from -range to range degrees.</param>
/// <param name="zoomRange">The zooms of rows and of columns are drawn from 1 - range to 1 + range, each for itself.</param>
/// <param name="fill">The sample outside of the picture; null takes the pixels at the edge (fill_mode="nearest").</param>
public sealed class RandomKerasAffine(
    double rotationRange = 0, double widthShiftRange = 0, double heightShiftRange = 0, double shearRange = 0, double zoomRange = 0, byte? fill = null) : IImageTransform
{
    readonly double zoomRange = zoomRange is >= 0 and < 1
        ? zoomRange : throw new ArgumentOutOfRangeException(nameof(zoomRange), zoomRange, "The zoom range is from 0 to below 1.");

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random)
    {
        var angle = random.Uniform(-rotationRange, rotationRange);
        var rows = random.Uniform(-heightShiftRange, heightShiftRange) * image.Height;
        var columns = random.Uniform(-widthShiftRange, widthShiftRange) * image.Width;
        var shear = random.Uniform(-shearRange, shearRange);
        var (zoomRows, zoomColumns) = (random.Uniform(1 - zoomRange, 1 + zoomRange), random.Uniform(1 - zoomRange, 1 + zoomRange));
        return Warp(image, angle, rows, columns, shear, zoomRows, zoomColumns);
    }

    /// <summary>With given numbers.</summary>
    internal Image Warp(Image image, double angle, double rows, double columns, double shear, double zoomRows, double zoomColumns)
    {
        var (theta, s) = (double.DegreesToRadians(angle), double.DegreesToRadians(shear));
        var (cos, sin) = (Math.Cos(theta), Math.Sin(theta));
        // [row; column] of the source = M ([row; column] - middle) + shift + middle
        var (m00, m01) = (cos * zoomRows, (-cos * Math.Sin(s) - sin * Math.Cos(s)) * zoomColumns);
        var (m10, m11) = (sin * zoomRows, (-sin * Math.Sin(s) + cos * Math.Cos(s)) * zoomColumns);
        var (shiftRow, shiftColumn) = (cos * rows - sin * columns, sin * rows + cos * columns);
        var (middleRow, middleColumn) = (image.Height / 2.0 - 0.5, image.Width / 2.0 - 0.5);
        var result = new Image(image.Width, image.Height, image.Channels);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var row = m00 * (y - middleRow) + m01 * (x - middleColumn) + shiftRow + middleRow;
                var column = m10 * (y - middleRow) + m11 * (x - middleColumn) + shiftColumn + middleColumn;
                var outside = row < 0 || row > image.Height - 1 || column < 0 || column > image.Width - 1;
                var sample = new PixelSample(image, Math.Clamp(column, 0, image.Width - 1), Math.Clamp(row, 0, image.Height - 1));
                for (var c = 0; c < image.Channels; c++)
                    result[x, y, c] = outside && fill is { } outer ? outer : (byte)Math.Round(sample.Linear(c));
            }
        return result;
    }
}

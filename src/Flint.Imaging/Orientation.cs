namespace Flint.Imaging;

/// <summary>Turns and mirrors a picture as EXIF's orientation says.</summary>
static class Orientation
{
    /// <summary>
    /// The upright picture. <paramref name="orientation"/> tells where the first row and column are seen: 1 top left, 2 top right, 3 bottom right,
    /// 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom.
    /// </summary>
    internal static Image Apply(Image image, int orientation)
    {
        if (orientation == 1) return image;
        var isTurned = orientation >= 5;
        var (fromRight, fromBottom) = (orientation is 2 or 3 or 7 or 8, orientation is 3 or 4 or 6 or 7);
        var result = isTurned ? new Image(image.Height, image.Width, image.Channels) : new Image(image.Width, image.Height, image.Channels);
        for (var y = 0; y < result.Height; y++)
        {
            for (var x = 0; x < result.Width; x++)
            {
                var (column, row) = isTurned ? (y, x) : (x, y);
                if (fromRight) column = image.Width - 1 - column;
                if (fromBottom) row = image.Height - 1 - row;
                image.Pixels.AsSpan((row * image.Width + column) * image.Channels, image.Channels).CopyTo(result.Pixels.AsSpan((y * result.Width + x) * image.Channels));
            }
        }
        return result;
    }
}

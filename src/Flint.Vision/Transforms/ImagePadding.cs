using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Pixels around pictures.</summary>
public static class ImagePadding
{
    /// <summary>The picture with columns and rows put around it.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="left">Columns before the first.</param>
    /// <param name="top">Rows above the first.</param>
    /// <param name="right">Columns behind the last.</param>
    /// <param name="bottom">Rows below the last.</param>
    /// <param name="mode">What the new pixels are.</param>
    /// <param name="fill">Their samples where the mode is Constant.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or Reflect is asked for as many as the picture has.</exception>
    public static Image Pad(this Image image, int left, int top, int right, int bottom, PaddingMode mode = PaddingMode.Constant, byte fill = 0)
    {
        if (left < 0 || top < 0 || right < 0 || bottom < 0)
            throw new ArgumentOutOfRangeException(nameof(left), $"Padding needs numbers of 0 or more, but got {left}, {top}, {right}, {bottom}: use Crop to make a picture smaller.");
        if ((left, top, right, bottom) == (0, 0, 0, 0)) return image;
        var (width, channels) = (image.Width + left + right, image.Channels);
        var result = new Image(width, image.Height + top + bottom, channels);
        var columns = Sources(left, image.Width, right, mode);
        var rows = Sources(top, image.Height, bottom, mode);
        if (mode == PaddingMode.Constant) result.Pixels.AsSpan().Fill(fill);
        for (var y = 0; y < rows.Length; y++)
        {
            if (rows[y] < 0) continue;
            var source = image.Pixels.AsSpan(rows[y] * image.Width * channels);
            var target = result.Pixels.AsSpan(y * width * channels);
            source[..(image.Width * channels)].CopyTo(target[(left * channels)..]);
            for (var x = 0; x < width; x++)
                if ((x < left || x >= left + image.Width) && columns[x] >= 0)
                    source.Slice(columns[x] * channels, channels).CopyTo(target[(x * channels)..]);
        }
        return result;
    }

    /// <summary>Of each place of a padded line the place it is copied from; -1 for none.</summary>
    static int[] Sources(int before, int size, int after, PaddingMode mode)
    {
        var most = mode switch { PaddingMode.Reflect => size - 1, PaddingMode.Symmetric => size, _ => int.MaxValue };
        if (before > most || after > most)
            throw new ArgumentOutOfRangeException(nameof(before), $"{mode} can put at most {most} pixels beside {size}, but {Math.Max(before, after)} were asked for.");
        return [.. Enumerable.Range(-before, before + size + after).Select(i => mode switch
        {
            _ when i >= 0 && i < size => i,
            PaddingMode.Constant => -1,
            PaddingMode.Edge => Math.Clamp(i, 0, size - 1),
            PaddingMode.Reflect => i < 0 ? -i : 2 * size - 2 - i,
            PaddingMode.Symmetric => i < 0 ? -i - 1 : 2 * size - 1 - i,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "This is no way to pad."),
        })];
    }
}

namespace Flint.Imaging;

/// <summary>
/// From the rows of a component at half resolution to a full row: linear interpolation between the centres of samples (3/4 of the nearer,
/// 1/4 of the farther one), rounded up and down by turns, as libjpeg's "fancy" method; other ratios repeat samples.
/// </summary>
static class JpegUpsampling
{
    /// <summary>Twice as many samples per row; at least 3 samples come in.</summary>
    internal static void Horizontal(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var last = row.Length - 1;
        target[0] = row[0];
        for (var i = 0; i < last; i++)
        {
            target[2 * i + 1] = (byte)(3 * row[i] + row[i + 1] + 2 >> 2);
            target[2 * i + 2] = (byte)(3 * row[i + 1] + row[i] + 1 >> 2);
        }
        target[2 * last + 1] = row[last];
    }

    /// <summary>A row between the nearer and the farther of two.</summary>
    internal static void Vertical(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, bool isUpper, Span<byte> target)
    {
        var bias = isUpper ? 1 : 2;
        for (var i = 0; i < near.Length; i++) target[i] = (byte)(3 * near[i] + far[i] + bias >> 2);
    }

    /// <summary>Twice as many samples per row and rows: weights 9, 3, 3, 1 of 16; at least 3 samples come in.</summary>
    internal static void Both(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> target)
    {
        var last = near.Length - 1;
        var sum = 3 * near[0] + far[0];
        target[0] = (byte)(4 * sum + 8 >> 4);
        for (var i = 0; i < last; i++)
        {
            var next = 3 * near[i + 1] + far[i + 1];
            target[2 * i + 1] = (byte)(3 * sum + next + 7 >> 4);
            target[2 * i + 2] = (byte)(3 * next + sum + 8 >> 4);
            sum = next;
        }
        target[2 * last + 1] = (byte)(4 * sum + 7 >> 4);
    }

    /// <summary>Each sample <paramref name="times"/> times.</summary>
    internal static void Repeat(ReadOnlySpan<byte> row, int times, Span<byte> target)
    {
        for (var i = 0; i < row.Length; i++) target.Slice(i * times, times).Fill(row[i]);
    }
}

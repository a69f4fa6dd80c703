namespace Flint.Imaging;

/// <summary>PNG's row filters: each byte is stored as its difference from a prediction.</summary>
static class PngFilter
{
    internal const int Count = 5;

    /// <summary>Turns a filtered row into bytes, in place.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, already turned; zeros for the first.</param>
    /// <param name="step">Bytes per pixel, at least 1.</param>
    internal static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (var i = 0; i < row.Length; i++) row[i] += Predict(filter, row, above, i, step);
    }

    /// <summary>Filters a row into <paramref name="target"/>.</summary>
    internal static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> target)
    {
        for (var i = 0; i < row.Length; i++) target[i] = (byte)(row[i] - Predict(filter, row, above, i, step));
    }

    static byte Predict(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int step)
    {
        int left = i >= step ? row[i - step] : 0;
        return filter switch
        {
            0 => 0,
            1 => (byte)left,
            2 => above[i],
            3 => (byte)((left + above[i]) / 2),
            _ => Paeth(left, above[i], i >= step ? above[i - step] : 0),
        };
    }

    static byte Paeth(int left, int above, int corner)
    {
        var (a, b, c) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return (byte)(a <= b && a <= c ? left : b <= c ? above : corner);
    }
}

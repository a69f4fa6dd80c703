namespace Flint.Imaging;

/// <summary>A grid of pixels that a PNG file stores together: the whole picture, or one of Adam7's seven passes.</summary>
readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture in the order of the file; empty ones are left out.</summary>
    internal static IEnumerable<PngPass> Of(int width, int height, bool interlaced)
    {
        if (!interlaced) return [new(0, 0, 1, 1, width, height)];
        return Adam7
            .Select(p => new PngPass(p.X, p.Y, p.StepX, p.StepY, (width - p.X + p.StepX - 1) / p.StepX, (height - p.Y + p.StepY - 1) / p.StepY))
            .Where(p => p is { Width: > 0, Height: > 0 });
    }

    /// <summary>Bytes of a row without its filter byte.</summary>
    internal int RowBytes(int bitsPerPixel) => checked((int)(((long)Width * bitsPerPixel + 7) / 8));

    /// <summary>Copies the samples of a row between its packed bytes and the picture.</summary>
    internal void Unpack(ReadOnlySpan<byte> row, int y, PngFile into)
    {
        var (channels, depth) = (into.Channels, into.BitDepth);
        var at = 0;
        for (var x = 0; x < Width; x++)
        {
            var pixel = ((long)(Y + y * StepY) * into.Width + X + x * StepX) * channels;
            for (var c = 0; c < channels; c++, at++) into.Samples[pixel + c] = Sample(row, at, depth);
        }
    }

    /// <inheritdoc cref="Unpack"/>
    internal void Pack(PngFile from, int y, Span<byte> row)
    {
        row.Clear();
        var (channels, depth) = (from.Channels, from.BitDepth);
        var at = 0;
        for (var x = 0; x < Width; x++)
        {
            var pixel = ((long)(Y + y * StepY) * from.Width + X + x * StepX) * channels;
            for (var c = 0; c < channels; c++, at++) SetSample(row, at, depth, from.Samples[pixel + c]);
        }
    }

    static ushort Sample(ReadOnlySpan<byte> row, int at, int depth) => depth switch
    {
        8 => row[at],
        16 => (ushort)(row[2 * at] << 8 | row[2 * at + 1]),
        _ => (ushort)(row[at * depth / 8] >> (8 - depth - at * depth % 8) & ((1 << depth) - 1)),
    };

    static void SetSample(Span<byte> row, int at, int depth, ushort value)
    {
        if (depth == 8) row[at] = (byte)value;
        else if (depth == 16) (row[2 * at], row[2 * at + 1]) = ((byte)(value >> 8), (byte)value);
        else row[at * depth / 8] |= (byte)(value << (8 - depth - at * depth % 8));
    }
}

namespace Flint.Imaging;

/// <summary>Runs of equal indices (count, value), and escapes: 0 0 ends a row, 0 1 the picture, 0 2 moves, 0 n is n single indices.</summary>
static class BmpRunLength
{
    /// <summary>The palette indices, top row first; what moves leave out is 0.</summary>
    internal static byte[] Read(ReadOnlySpan<byte> data, BmpHeader header)
    {
        var indices = new byte[header.Width * header.Height];
        var isHalf = header.Compression == BmpCompression.RunLength4;
        var (x, y, at) = (0, 0, 0);
        var hasEnd = false;
        while (y < header.Height && at + 1 < data.Length)
        {
            var (count, value) = (data[at], data[at + 1]);
            at += 2;
            if (count > 0)
            {
                for (var i = 0; i < count; i++) Put(isHalf ? (byte)(value >> (i % 2 == 0 ? 4 : 0) & 15) : value);
            }
            else if (value == 0)
            {
                (x, y) = (0, y + 1);
            }
            else if (value == 1)
            {
                hasEnd = true;
                break;
            }
            else if (value == 2)
            {
                if (at + 1 >= data.Length) break;
                (x, y) = (Math.Min(x + data[at], header.Width), Math.Min(y + data[at + 1], header.Height));
                at += 2;
            }
            else
            {
                var bytes = isHalf ? (value + 1) / 2 : value;
                if (at + bytes > data.Length) break;
                for (var i = 0; i < value; i++) Put(isHalf ? (byte)(data[at + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15) : data[at + i]);
                at += bytes + bytes % 2;
            }
        }
        // The end may come before the last row, but not within one.
        if (!(hasEnd && x == 0) && (long)y * header.Width + x < indices.Length)
            throw new ImageFormatException($"The run-length data of the BMP picture ends at pixel ({x}, {y}) of {header.Width} x {header.Height}: it is truncated or damaged.");
        return indices;

        // What runs over a row's end is dropped.
        void Put(byte index)
        {
            if (x >= header.Width || y >= header.Height) return;
            indices[(header.IsTopDown ? y : header.Height - 1 - y) * header.Width + x++] = index;
        }
    }
}

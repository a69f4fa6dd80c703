using System.Globalization;
using System.Text;

namespace Flint.Imaging;

/// <summary>One YUV4MPEG2 file in memory.</summary>
readonly ref struct Y4mReader(ReadOnlySpan<byte> data, long maxPixels)
{
    // No line of a header is nearly as long.
    const int MaxLine = 1024;

    readonly ReadOnlySpan<byte> data = data;

    internal Video Read()
    {
        var at = 0;
        var header = Header(Line(ref at));
        var (chromaWidth, chromaHeight) = (Halves(header.Width, header.Across), Halves(header.Height, header.Down));
        var (luma, chroma) = ((long)header.Width * header.Height, header.IsMono ? 0 : (long)chromaWidth * chromaHeight);
        var frames = new List<Image>();
        while (at < data.Length)
        {
            var start = at;
            if (!Line(ref at).StartsWith("FRAME"u8)) throw Error(start, "a frame should begin with FRAME");
            if ((frames.Count + 1) * luma > maxPixels)
                throw Error(start, $"{frames.Count + 1} frames of {header.Width} x {header.Height} are more than {maxPixels} pixels in all (raise maxPixels to read longer videos)");
            if (data.Length - at < luma + 2 * chroma)
                throw Error(at, $"a frame needs {luma + 2 * chroma} bytes, but {data.Length - at} follow: the file is truncated");
            var planes = data.Slice(at, (int)(luma + 2 * chroma));
            frames.Add(header.IsMono
                ? YuvColor.Grey(planes, header.Width, header.Height, header.IsFull)
                : YuvColor.ToRgb(planes, header.Width, header.Height, header.Across, header.Down, header.IsFull));
            at += planes.Length;
        }
        return frames.Count > 0 ? new(frames, header.Rate) : throw Error(at, "there are no frames");
    }

    Format Header(ReadOnlySpan<byte> line)
    {
        int width = 0, height = 0;
        var rate = 25.0;
        var sampling = "420jpeg";
        string? range = null;
        foreach (var field in Encoding.ASCII.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var value = field[1..];
            switch (field[0])
            {
                case 'W': width = Number(field); break;
                case 'H': height = Number(field); break;
                case 'C': sampling = value; break;
                case 'X' when value.StartsWith("COLORRANGE=", StringComparison.Ordinal): range = value["COLORRANGE=".Length..]; break;
                case 'F': rate = Rate(field); break;
            }
        }
        if (width == 0 || height == 0) throw Error(0, "the header gives no width (W) or no height (H)");
        PictureSize.Check(width, height, 3, maxPixels);
        var (across, down) = sampling switch
        {
            "420jpeg" or "420mpeg2" or "420paldv" or "420" => (2, 2),
            "422" => (2, 1),
            "444" or "mono" => (1, 1),
            _ => throw Error(0, $"sampling C{sampling} is not read (420jpeg, 420mpeg2, 420paldv, 422, 444 and mono are): convert it with 'ffmpeg -i FILE -pix_fmt yuv420p out.y4m'"),
        };
        var isMono = sampling == "mono";
        return new(width, height, rate, across, down, isMono, isMono ? range != "LIMITED" : range == "FULL");
    }

    int Number(string field) => int.TryParse(field.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
        ? value
        : throw Error(0, $"'{field}' in the header is no size");

    double Rate(string field)
    {
        if (field[1..].Split(':') is [var a, var b] && int.TryParse(a, CultureInfo.InvariantCulture, out var rate) && int.TryParse(b, CultureInfo.InvariantCulture, out var scale) && rate >= 0 && scale >= 0)
            return rate > 0 && scale > 0 ? (double)rate / scale : 25; // 0:0 is "unknown"
        throw Error(0, $"'{field}' in the header is no frame rate");
    }

    /// <summary>The line from here to the next \n, which is passed over.</summary>
    ReadOnlySpan<byte> Line(ref int at)
    {
        var rest = data[at..];
        var length = rest[..Math.Min(rest.Length, MaxLine)].IndexOf((byte)'\n');
        if (length < 0) throw Error(at, "a line has no end");
        at += length + 1;
        return rest[..length];
    }

    static int Halves(int size, int factor) => (int)(((long)size + factor - 1) / factor);

    static ImageFormatException Error(int at, string what) => new($"Byte {at} of the YUV4MPEG2 video: {what}.");

    readonly record struct Format(int Width, int Height, double Rate, int Across, int Down, bool IsMono, bool IsFull);
}

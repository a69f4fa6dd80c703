using System.Buffers.Binary;
using System.Text;

namespace Flint.Imaging;

/// <summary>One AVI file in memory: chunks of a name, a length and that many bytes, padded to even; lists are chunks of chunks.</summary>
ref struct AviReader(ReadOnlySpan<byte> data, long maxPixels)
{
    // RIFF, movi and rec: real files nest no deeper.
    const int MaxDepth = 4;

    readonly ReadOnlySpan<byte> data = data;
    readonly List<Image> frames = [];
    int streams, video = -1;
    AviFormat? format;
    double rate = 25;

    internal Video Read()
    {
        if (!Avi.IsAvi(data)) throw Error(0, "it does not begin with RIFF....AVI");
        Chunks(0, data.Length, depth: 0);
        if (format is null) throw Error(data.Length, "there is no video stream with its format (strh, strf)");
        if (frames.Count == 0) throw Error(data.Length, "there are no frames of the video stream");
        // A grey JPEG among coloured ones is of their kind.
        var channels = frames[0].Channels;
        if (frames.Any(f => f.Channels != channels)) return new([.. frames.Select(f => f.ToRgb())], rate);
        return new(frames, rate);
    }

    void Chunks(int at, int end, int depth)
    {
        while (at + 8 <= end)
        {
            var id = data.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(at + 4)..]);
            var body = at + 8;
            // What recorders leave behind when they are cut off: the lists that were open have no length yet, or too large a one.
            var isList = id.SequenceEqual("RIFF"u8) || id.SequenceEqual("LIST"u8);
            if (isList && (length == 0 || length > end - body)) length = (uint)(end - body);
            if (length > end - body) throw Error(at, $"chunk '{Name(id)}' promises {length} bytes, but {end - body} follow: the file is truncated or damaged");
            if (isList) List(at, body, (int)length, depth);
            else Chunk(id, body, data.Slice(body, (int)length));
            at = body + (int)Math.Min(length + (length & 1), (uint)(end - body));
        }
    }

    void List(int at, int body, int length, int depth)
    {
        if (length < 4) throw Error(at, "a list has no type");
        if (depth == MaxDepth) throw Error(at, $"lists are nested more than {MaxDepth} deep");
        Chunks(body + 4, body + length, depth + 1);
    }

    void Chunk(ReadOnlySpan<byte> id, int at, ReadOnlySpan<byte> body)
    {
        if (id.SequenceEqual("strh"u8)) Stream(at, body);
        else if (id.SequenceEqual("strf"u8) && video == streams - 1 && video >= 0 && format is null) format = AviFormat.Read(body, at, maxPixels);
        else if (IsFrame(id)) Frame(at, body);
    }

    /// <summary>The header of a stream; the first one of pictures counts.</summary>
    void Stream(int at, ReadOnlySpan<byte> body)
    {
        if (body.Length < 28) throw Error(at, $"the header of a stream has {body.Length} bytes, but 28 are needed");
        if (video < 0 && body[..4].SequenceEqual("vids"u8))
        {
            video = streams;
            uint scale = BinaryPrimitives.ReadUInt32LittleEndian(body[20..]), perScale = BinaryPrimitives.ReadUInt32LittleEndian(body[24..]);
            if (scale > 0 && perScale > 0) rate = (double)perScale / scale;
        }
        streams++;
    }

    /// <summary>"00dc" or "00db": the number of the stream, then what it is.</summary>
    readonly bool IsFrame(ReadOnlySpan<byte> id) =>
        id[2] == 'd' && id[3] is (byte)'c' or (byte)'b' && char.IsAsciiDigit((char)id[0]) && char.IsAsciiDigit((char)id[1]) && (id[0] - '0') * 10 + id[1] - '0' == video;

    readonly void Frame(int at, ReadOnlySpan<byte> body)
    {
        if (format is null) throw Error(at, "a frame comes before the format of the video (strf)");
        if ((frames.Count + 1L) * format.Width * format.Height > maxPixels)
            throw Error(at, $"{frames.Count + 1} frames of {format.Width} x {format.Height} are more than {maxPixels} pixels in all (raise maxPixels to read longer videos)");
        if (body.Length == 0 && frames.Count > 0) frames.Add(frames[^1]);
        else frames.Add(format.Decode(body, at));
    }

    static string Name(ReadOnlySpan<byte> id) => Encoding.Latin1.GetString(id);

    internal static ImageFormatException Error(int at, string what, Exception? inner = null) => new($"Byte {at} of the AVI video: {what}.", inner);
}

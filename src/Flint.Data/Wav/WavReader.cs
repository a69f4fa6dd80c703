using System.Buffers.Binary;

namespace Flint.Data;

/// <summary>One WAV file in memory: chunks of a name, a length and that many bytes, padded to even.</summary>
readonly ref struct WavReader(ReadOnlySpan<byte> bytes, string name)
{
    const int Pcm = 1, Ieee = 3, Extensible = 0xFFFE, MaxChannels = 1024;

    readonly ReadOnlySpan<byte> bytes = bytes;

    internal Sound Read()
    {
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes.Slice(8, 4).SequenceEqual("WAVE"u8))
            throw Error(0, "it does not begin with RIFF....WAVE: this is no WAV file");
        Format? format = null;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var id = bytes.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var body = at + 8;
            if (id.SequenceEqual("data"u8))
                return Samples(body, length, format ?? throw Error(at, "the samples come before their format (no fmt chunk)"));
            if (length > bytes.Length - body) throw Error(at, $"a chunk promises {length} bytes, but {bytes.Length - body} follow; it is truncated or damaged");
            if (id.SequenceEqual("fmt "u8)) format = ReadFormat(body, (int)length);
            at = body + (int)length + (int)(length & 1);
        }
        throw Error(bytes.Length, "there is no data chunk; it is truncated or damaged");
    }

    Format ReadFormat(int at, int length)
    {
        if (length < 16) throw Error(at, $"the fmt chunk has {length} bytes, but 16 are needed");
        var fields = bytes.Slice(at, length);
        int tag = Number(fields, 0), channels = Number(fields, 2), align = Number(fields, 12), bits = Number(fields, 14);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(fields[4..]);
        if (tag == Extensible)
        {
            if (length < 40) throw Error(at, $"the extensible fmt chunk has {length} bytes, but 40 are needed");
            tag = Number(fields, 24);
        }
        if ((tag, bits) is not ((Pcm, 8 or 16 or 24 or 32) or (Ieee, 32 or 64)))
            throw Error(at, $"format {tag} with {bits} bits a sample is not supported: convert the file to PCM of 8, 16, 24 or 32 bits, or float of 32 or 64");
        if (channels is 0 or > MaxChannels) throw Error(at + 2, $"there are {channels} channels, but 1 to {MaxChannels} are supported");
        if (rate is 0 or > int.MaxValue) throw Error(at + 4, $"the sample rate is {rate}");
        if (align != channels * bits / 8) throw Error(at + 12, $"a frame of {channels} channels of {bits} bits is said to have {align} bytes instead of {channels * bits / 8}");
        return new(tag == Ieee, channels, (int)rate, bits / 8);
    }

    Sound Samples(int at, uint length, Format format)
    {
        if (length > bytes.Length - at) throw Error(at, $"{length} bytes of samples are promised, but {bytes.Length - at} follow; it is truncated or damaged");
        var frame = format.Channels * format.Bytes;
        if (length % frame != 0) throw Error(at, $"{length} bytes of samples are no whole number of frames of {frame} bytes");
        var data = bytes.Slice(at, (int)length);
        var count = (int)length / frame;
        int[] shape = [format.Channels, count];
        return new(format.Bytes == 8 || (format.Bytes == 4 && !format.IsFloat)
            ? Tensor.From<double>(Channels(data, count, format), [.. shape])
            : Tensor.From<float>(Array.ConvertAll(Channels(data, count, format), x => (float)x), [.. shape]), format.Rate);
    }

    /// <summary>Channel after channel.</summary>
    static double[] Channels(ReadOnlySpan<byte> data, int count, Format format)
    {
        var values = new double[count * format.Channels];
        for (var i = 0; i < values.Length; i++)
            values[i % format.Channels * count + i / format.Channels] = Value(data.Slice(i * format.Bytes, format.Bytes), format.IsFloat);
        return values;
    }

    static double Value(ReadOnlySpan<byte> x, bool isFloat) => x.Length switch
    {
        1 => (x[0] - 128) / 128.0,
        2 => BinaryPrimitives.ReadInt16LittleEndian(x) / 32768.0,
        3 => (x[0] | x[1] << 8 | (sbyte)x[2] << 16) / 8388608.0,
        4 => isFloat ? BinaryPrimitives.ReadSingleLittleEndian(x) : BinaryPrimitives.ReadInt32LittleEndian(x) / 2147483648.0,
        _ => BinaryPrimitives.ReadDoubleLittleEndian(x),
    };

    static int Number(ReadOnlySpan<byte> fields, int at) => BinaryPrimitives.ReadUInt16LittleEndian(fields[at..]);

    FileFormatException Error(int at, string what) => new($"{name}, byte {at}: {what}.");

    sealed record Format(bool IsFloat, int Channels, int Rate, int Bytes);
}

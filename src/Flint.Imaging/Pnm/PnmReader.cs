namespace Flint.Imaging;

/// <summary>Reads a header of decimal numbers, blanks and comments, then samples as text, bits, bytes or big-endian pairs of bytes.</summary>
ref struct PnmReader(ReadOnlySpan<byte> data)
{
    readonly ReadOnlySpan<byte> data = data;
    int offset = 2;

    internal static bool IsBlank(byte b) => b is (byte)' ' or >= 9 and <= 13;

    internal Image Read(long maxPixels)
    {
        if (!Pnm.IsPnm(data)) throw new ImageFormatException("This is not a PBM, PGM or PPM file: it does not start with P1 to P6.");
        var kind = data[1] - '0';
        var (isText, isBits, channels) = (kind <= 3, kind % 3 == 1, kind % 3 == 0 ? 3 : 1);
        var (width, height, maximum) = (Number("the width"), Number("the height"), isBits ? 1 : Number("the largest value"));
        PictureSize.Check(width, height, channels, maxPixels);
        if (maximum is < 1 or > 65535) throw new ImageFormatException($"The largest value is {maximum}, but must be 1 to 65535.");
        if (!isText) SkipBlank();
        RequireData(kind, width, height, channels, maximum);
        var image = new Image(width, height, channels);
        if (isBits && isText) ReadTextBits(image);
        else if (isText) ReadText(image, maximum);
        else if (isBits) ReadBits(image);
        else if (maximum > 255) ReadPairs(image, maximum);
        else ReadBytes(image, maximum);
        return image;
    }

    // A bit of P1 takes a character, a number of P2 and P3 takes two (the last of the file may lack its blank).
    void RequireData(int kind, int width, int height, int channels, int maximum)
    {
        var samples = (long)width * height * channels;
        var needed = kind switch
        {
            1 => samples,
            2 or 3 => 2 * samples - 1,
            4 => (width + 7L) / 8 * height,
            _ => maximum > 255 ? 2 * samples : samples,
        };
        if (data.Length - offset < needed)
            throw new ImageFormatException($"A P{kind} picture of {width} x {height} needs {needed} bytes behind its header, but has {Math.Max(0, data.Length - offset)}: the file is truncated.");
    }

    int Number(string what)
    {
        SkipBlanks();
        var start = offset;
        long value = 0;
        while (offset < data.Length && char.IsAsciiDigit((char)data[offset]))
        {
            value = value * 10 + data[offset++] - '0';
            if (value > int.MaxValue) throw new ImageFormatException($"{what} at offset {start} is more than {int.MaxValue}: the file is damaged.");
        }
        if (offset == start)
        {
            throw new ImageFormatException(offset == data.Length
                ? $"The file ends at offset {offset} where {what} should be: it is truncated."
                : $"The byte 0x{data[offset]:x2} at offset {offset} is not a digit of {what}.");
        }
        return (int)value;
    }

    void SkipBlank()
    {
        if (offset < data.Length && !IsBlank(data[offset])) throw new ImageFormatException($"The byte 0x{data[offset]:x2} at offset {offset} is not the blank that ends the header.");
        offset++;
    }

    void SkipBlanks()
    {
        for (; offset < data.Length; offset++)
        {
            if (data[offset] == '#') SkipLine();
            else if (!IsBlank(data[offset])) return;
        }
    }

    // Leaves the offset on the line's end (or on the data's last byte).
    void SkipLine()
    {
        var length = data[offset..].IndexOfAny((byte)'\n', (byte)'\r');
        offset = length < 0 ? data.Length - 1 : offset + length;
    }

    void ReadTextBits(Image image)
    {
        for (var i = 0; i < image.Pixels.Length; i++, offset++)
        {
            SkipBlanks();
            if (offset == data.Length) throw new ImageFormatException($"The file ends behind {i} of {image.Pixels.Length} bits: it is truncated.");
            if (data[offset] is not ((byte)'0' or (byte)'1')) throw new ImageFormatException($"The byte 0x{data[offset]:x2} at offset {offset} is not a bit, 0 or 1.");
            image.Pixels[i] = data[offset] == '0' ? (byte)255 : (byte)0;
        }
    }

    void ReadText(Image image, int maximum)
    {
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var value = Number("a sample");
            if (value > maximum) throw new ImageFormatException($"The sample before offset {offset} is {value}, more than the largest value {maximum}.");
            image.Pixels[i] = Scale(value, maximum);
        }
    }

    readonly void ReadBits(Image image)
    {
        var stride = (image.Width + 7) / 8;
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (y, x) = Math.DivRem(i, image.Width);
            image.Pixels[i] = (data[offset + y * stride + x / 8] >> (7 - x % 8) & 1) == 0 ? (byte)255 : (byte)0;
        }
    }

    readonly void ReadBytes(Image image, int maximum)
    {
        var samples = data.Slice(offset, image.Pixels.Length);
        if (maximum == 255)
        {
            samples.CopyTo(image.Pixels);
            return;
        }
        for (var i = 0; i < samples.Length; i++) image.Pixels[i] = Scale(samples[i], maximum);
    }

    readonly void ReadPairs(Image image, int maximum)
    {
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = Scale(data[offset + 2 * i] << 8 | data[offset + 2 * i + 1], maximum);
    }

    // Binary samples above the largest value are taken as the largest, as PIL does.
    static byte Scale(int value, int maximum) => (byte)((Math.Min(value, maximum) * 255L + maximum / 2) / maximum);
}

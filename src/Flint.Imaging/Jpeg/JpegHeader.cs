using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>What the segments before the picture data state.</summary>
sealed class JpegHeader
{
    bool isJfif;
    int? adobeTransform;
    int? orientation;

    /// <summary>EXIF's orientation, 1 to 8; 1 where none is given.</summary>
    internal int Orientation => orientation ?? 1;

    /// <summary>Reads what matters of an application segment: JFIF's and Adobe's marks, EXIF's orientation.</summary>
    internal void ReadApplication(int marker, ReadOnlySpan<byte> content)
    {
        if (marker == 0xE0 && content.Length >= 14 && content.StartsWith("JFIF\0"u8)) isJfif = true;
        if (marker == 0xEE && content.Length >= 12 && content.StartsWith("Adobe"u8)) adobeTransform = content[11];
        if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8)) orientation ??= Exif.Orientation(content[6..]);
    }

    /// <summary>The meaning of the components, as libjpeg guesses it where the file does not say.</summary>
    internal JpegColorSpace SpaceOf(JpegFrame frame)
    {
        var ids = Array.ConvertAll(frame.Components, c => c.Id);
        return ids.Length switch
        {
            1 => JpegColorSpace.Grey,
            4 => adobeTransform is null or 0 ? JpegColorSpace.Cmyk : JpegColorSpace.Ycck,
            _ when isJfif => JpegColorSpace.YCbCr,
            _ when adobeTransform is not null => adobeTransform == 0 ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr,
            _ => ids is ['R', 'G', 'B'] ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr,
        };
    }

    internal static JpegFrame ReadFrame(int marker, ReadOnlySpan<byte> content, int at, long maxPixels)
    {
        if (content.Length < 6) throw new ImageFormatException($"The frame header at offset {at} has {content.Length} bytes; 6 are the least.");
        var (precision, height, width, count) = (content[0], BinaryPrimitives.ReadUInt16BigEndian(content[1..]), BinaryPrimitives.ReadUInt16BigEndian(content[3..]), content[5]);
        if (precision != 8) throw new ImageFormatException($"The picture has {precision} bits per sample (frame header at offset {at}); JPEG of 8 bits is read.");
        if (count is not (1 or 3 or 4)) throw new ImageFormatException($"The picture has {count} components (frame header at offset {at}); 1, 3 and 4 are read.");
        if (content.Length != 6 + 3 * count) throw new ImageFormatException($"The frame header at offset {at} has {content.Length} bytes; {count} components need {6 + 3 * count}.");
        PictureSize.Check(width, height, count == 1 ? 1 : 3, maxPixels);
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            var (id, h, v, table) = (content[6 + 3 * i], content[7 + 3 * i] >> 4, content[7 + 3 * i] & 15, content[8 + 3 * i]);
            if (h is 0 or > 4 || v is 0 or > 4) throw new ImageFormatException($"Component {id} of the frame header at offset {at} has sampling factors {h} x {v}; they are 1 to 4.");
            // The blocks of a single component are never grouped.
            components[i] = count == 1 ? new(id, 1, 1, table) : new(id, h, v, table);
        }
        var frame = new JpegFrame(width, height, components, marker is 0xC2 or 0xCA, marker is 0xC9 or 0xCA);
        foreach (var c in components)
        {
            if (frame.MaxH % c.H != 0 || frame.MaxV % c.V != 0)
                throw new ImageFormatException($"Component {c.Id} has sampling factors {c.H} x {c.V}, which do not divide the largest ones, {frame.MaxH} x {frame.MaxV}: such pictures are not read.");
            c.Measure(frame);
        }
        return frame;
    }

    internal static JpegScan ReadScan(JpegFrame frame, int restartInterval, ReadOnlySpan<byte> content, int at)
    {
        var count = content.Length == 0 ? 0 : content[0];
        if (count is 0 or > 4 || content.Length != 4 + 2 * count)
            throw new ImageFormatException($"The scan header at offset {at} has {content.Length} bytes for {count} components: the file is damaged.");
        var parts = new JpegScanComponent[count];
        for (var i = 0; i < count; i++)
        {
            var (id, tables) = (content[1 + 2 * i], content[2 + 2 * i]);
            var index = Array.FindIndex(frame.Components, i == 0 ? 0 : parts[i - 1].Index + 1, c => c.Id == id);
            if (index < 0) throw new ImageFormatException($"The scan header at offset {at} names component {id}, which the frame header does not have (or not behind the one before): the file is damaged.");
            parts[i] = new(index, frame.Components[index], tables >> 4, tables & 15);
        }
        if (count > 1 && parts.Sum(p => p.Component.H * p.Component.V) > 10)
            throw new ImageFormatException($"The scan at offset {at} has more than 10 blocks in a unit, which JPEG forbids.");
        return new(parts, content[^3], content[^2], content[^1] >> 4, content[^1] & 15, restartInterval);
    }
}

using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Reads the segments of a file, and its scans one after the other.</summary>
ref struct JpegReader(ReadOnlySpan<byte> file, long maxPixels)
{
    const int MaxScans = 500;

    readonly ReadOnlySpan<byte> file = file;
    readonly long maxPixels = maxPixels;
    readonly short[]?[] quantization = new short[]?[4];
    readonly JpegHuffmanTables huffman = new();
    readonly ArithmeticConditions conditions = new();
    readonly JpegHeader header = new();
    JpegFrame? frame;
    int offset = 2;
    int restartInterval;

    internal Image Read(bool applyOrientation)
    {
        if (!Jpeg.IsJpeg(file)) throw new ImageFormatException("This is not a JPEG file: it does not start with FF D8 FF.");
        var scan = NextScan() ?? throw new ImageFormatException("The JPEG file ends before its picture data (no SOS segment).");
        var image = scan.Components.Length == frame!.Components.Length && !frame.IsProgressive && !frame.IsArithmetic ? ReadSingleScan(scan) : ReadScans(scan);
        return applyOrientation ? Orientation.Apply(image, header.Orientation) : image;
    }

    Image ReadSingleScan(JpegScan scan)
    {
        huffman.AddDefaults();
        var bands = new JpegBands(frame!, header.SpaceOf(frame!));
        SingleScan.Read(frame!, scan, new(scan, huffman), new JpegSegments(file, offset, scan.RestartInterval > 0), bands);
        return bands.Image;
    }

    Image ReadScans(JpegScan? scan)
    {
        if (!frame!.IsProgressive) huffman.AddDefaults();
        foreach (var component in frame.Components) component.Store(frame);
        var scans = new CoefficientScans(frame, huffman, conditions);
        JpegSegments? segments = null;
        for (var count = 1; scan is not null; count++)
        {
            if (count > MaxScans) throw new ImageFormatException($"The JPEG file has more than {MaxScans} scans.");
            segments = new(file, offset, scan.RestartInterval > 0, segments);
            scans.Read(scan, segments);
            if (segments.Marker == JpegSegments.EndOfFile) throw JpegErrors.Truncated();
            offset = segments.MarkerOffset;
            scan = NextScan();
        }
        var bands = new JpegBands(frame, header.SpaceOf(frame));
        scans.Write(bands);
        return bands.Image;
    }

    // The next scan's header, its data being next; null at the end of the picture.
    JpegScan? NextScan()
    {
        while (true)
        {
            var marker = NextMarker();
            if (marker is >= 0xD0 and <= 0xD7) continue;
            if (marker == 0xD9) return null;
            var at = offset - 2;
            var content = Segment(marker);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA:
                    if (frame is not null) throw new ImageFormatException($"The JPEG file has a second frame header at offset {at}.");
                    frame = JpegHeader.ReadFrame(marker, content, at, maxPixels);
                    break;
                case 0xC4:
                    huffman.Define(content, at);
                    break;
                case 0xCC:
                    conditions.Define(content, at);
                    break;
                case 0xDA:
                    if (frame is null) throw new ImageFormatException($"The picture data at offset {at} comes before the frame header that describes it.");
                    return Latch(JpegHeader.ReadScan(frame, restartInterval, content, at));
                case 0xDB:
                    DefineQuantization(content, at);
                    break;
                case 0xDD:
                    if (content.Length != 2) throw new ImageFormatException($"The restart interval at offset {at} has {content.Length} bytes instead of 2.");
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(content);
                    break;
                case >= 0xE0 and <= 0xEF:
                    header.ReadApplication(marker, content);
                    break;
                case 0xFE or 0xDC:
                    break;
                default:
                    throw Unsupported(marker, at);
            }
        }
    }

    static ImageFormatException Unsupported(int marker, int at) => new(marker switch
    {
        0xC3 or 0xC7 or 0xCB or 0xCF => $"The picture is lossless JPEG (frame type {marker:X2} at offset {at}), which is not read: convert it to PNG or to baseline or progressive JPEG.",
        0xC5 or 0xC6 or 0xCD or 0xCE or 0xDE => $"The picture is hierarchical JPEG (frame type {marker:X2} at offset {at}), which is not read: convert it to baseline or progressive JPEG.",
        0xD8 => $"A second JPEG picture starts at offset {at}, within the first: the file is damaged.",
        _ => $"The marker FF {marker:X2} at offset {at} is not one of a JPEG picture: the file is damaged.",
    });

    // Skips what is no marker, and fill bytes; leaves the offset behind the marker.
    int NextMarker()
    {
        while (true)
        {
            var next = file[offset..].IndexOf((byte)0xFF);
            if (next < 0) throw Ended();
            offset += next;
            while (offset < file.Length && file[offset] == 0xFF) offset++;
            if (offset >= file.Length) throw Ended();
            var marker = file[offset++];
            if (marker != 0) return marker;
        }
    }

    readonly ImageFormatException Ended() => frame is null
        ? new($"The JPEG file ends at offset {file.Length}, before its picture data: it is truncated.")
        : JpegErrors.Truncated();

    ReadOnlySpan<byte> Segment(int marker)
    {
        if (marker is 0xD8 or < 0xC0) throw Unsupported(marker, offset - 2);
        var length = offset + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[offset..]) : 2;
        if (offset + 2 > file.Length || length > file.Length - offset)
            throw new ImageFormatException($"The segment FF {marker:X2} at offset {offset - 2} has {Math.Max(0, file.Length - offset)} of its {length} bytes: the file is truncated or damaged.");
        if (length < 2) throw new ImageFormatException($"The segment FF {marker:X2} at offset {offset - 2} says it has {length} bytes, but its length alone takes 2: the file is damaged.");
        var content = file.Slice(offset + 2, length - 2);
        offset += length;
        return content;
    }

    readonly void DefineQuantization(ReadOnlySpan<byte> content, int at)
    {
        while (content.Length > 0)
        {
            var (isWide, index) = (content[0] >> 4 != 0, content[0] & 15);
            var size = isWide ? 128 : 64;
            if (index > 3 || content.Length <= size)
                throw new ImageFormatException($"The quantization table {index} at offset {at} has {content.Length - 1} bytes; tables 0 to 3 have {size}.");
            var table = new short[64];
            for (var i = 0; i < 64; i++)
                table[JpegTables.Natural[i]] = isWide ? BinaryPrimitives.ReadInt16BigEndian(content[(1 + 2 * i)..]) : content[1 + i];
            quantization[index] = table;
            content = content[(1 + size)..];
        }
    }

    // A component keeps the table that is current at its first scan.
    readonly JpegScan Latch(JpegScan scan)
    {
        foreach (var part in scan.Components)
        {
            var index = part.Component.QuantizationIndex;
            part.Component.Quantization ??= (index < 4 ? quantization[index] : null) ?? throw JpegErrors.NoTable("quantization", index);
        }
        return scan;
    }
}

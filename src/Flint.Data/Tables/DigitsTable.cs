using System.IO.Compression;

namespace Flint.Data;

/// <summary>The table of the optical digits: lines of 64 counts from 0 to 16 and a class from 0 to 9, comma-separated, plain or gzip.</summary>
static class DigitsTable
{
    const int Pixels = 64, MaxLine = 1000, MaxBytes = 64 << 20;

    internal static (byte[] Counts, long[] Labels) Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path);
    }

    internal static (byte[] Counts, long[] Labels) Read(Stream file, string path)
    {
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
        using var reader = new StreamReader(Whole(stream, path));
        var counts = new List<byte>();
        var labels = new List<long>();
        for (var line = 1; reader.ReadLine() is { } text; line++)
            if (text.Length > 0) ReadLine(text, path, line, counts, labels);
        return labels.Count > 0
            ? ([.. counts], [.. labels])
            : throw new FileFormatException($"'{path}' is empty: expected lines of {Pixels} counts and a class.");
    }

    // The whole text first and no more than a bound, so that a small compressed file cannot unfold without end.
    static MemoryStream Whole(Stream stream, string path)
    {
        var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0; text.Write(buffer, 0, read))
                if (text.Length > MaxBytes) throw new FileFormatException($"'{path}' is not good: it unfolds to more than {MaxBytes} bytes.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new FileFormatException($"'{path}' is not good: the gzip data is damaged after byte {text.Length} of the text.", e);
        }
        text.Position = 0;
        return text;
    }

    static void ReadLine(string text, string path, int line, List<byte> counts, List<long> labels)
    {
        var column = 0;
        foreach (var range in text.AsSpan(0, Math.Min(text.Length, MaxLine)).Split(','))
        {
            var limit = column < Pixels ? 16 : 9;
            if (column > Pixels || !byte.TryParse(text.AsSpan()[range], out var value) || value > limit)
                throw new FileFormatException($"'{path}' is not good: in line {line}, column {column + 1} is '{text[range]}', expected {Pixels} counts from 0 to 16 and a class from 0 to 9.");
            if (column++ < Pixels) counts.Add(value);
            else labels.Add(value);
        }
        if (column <= Pixels)
            throw new FileFormatException($"'{path}' is not good: line {line} has {column} columns, expected {Pixels + 1}; the file may be cut short.");
    }
}

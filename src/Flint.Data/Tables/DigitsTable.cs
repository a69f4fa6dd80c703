using System.IO.Compression;

namespace Flint.Data;

/// <summary>The table of the optical digits: lines of 64 counts from 0 to 16 and a class from 0 to 9, comma-separated, plain or gzip.</summary>
static class DigitsTable
{
    const int Pixels = 64, MaxLine = 1000;

    internal static (byte[] Counts, long[] Labels) Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var counts = new List<byte>();
        var labels = new List<long>();
        try
        {
            for (var line = 1; reader.ReadLine() is { } text; line++)
                if (text.Length > 0) ReadLine(text, path, line, counts, labels);
        }
        catch (InvalidDataException e)
        {
            throw new FileFormatException($"'{path}' is not good: the gzip data is damaged after line {labels.Count}.", e);
        }
        return labels.Count > 0
            ? ([.. counts], [.. labels])
            : throw new FileFormatException($"'{path}' is empty: expected lines of {Pixels} counts and a class.");
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

using System.IO.Compression;

namespace Flint.Data;

/// <summary>
/// Reads the binary version of CIFAR: records of one label byte (CIFAR-100: two, coarse and fine) and 3 x 32 x 32 bytes, red,
/// green and blue plane, row by row. Plain or gzip-compressed, told apart by the first bytes.
/// </summary>
static class CifarReader
{
    internal const int Side = 32, ImageBytes = 3 * Side * Side;

    // CIFAR-100's training file has 50,000 records; more than this is something else, or a compressed bomb.
    const int MaxRecords = 100_000;

    /// <summary>The images [n, 3, 32, 32] and the labels, one column for each of <paramref name="classes"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">How many classes each label byte of a record may name.</param>
    /// <exception cref="FileFormatException">The file is truncated, too long, or a label is out of range; the message names the record.</exception>
    internal static (byte[] Pixels, long[][] Labels) Read(string path, params int[] classes)
    {
        using var file = File.OpenRead(path);
        return Read(file, path, classes);
    }

    internal static (byte[] Pixels, long[][] Labels) Read(Stream file, string name, params int[] classes)
    {
        var records = ReadAll(file, name, classes.Length + ImageBytes);
        var count = records.Length / (classes.Length + ImageBytes);
        var pixels = GC.AllocateUninitializedArray<byte>(count * ImageBytes);
        var labels = Array.ConvertAll(classes, _ => new long[count]);
        for (var i = 0; i < count; i++)
        {
            var record = records.AsSpan(i * (classes.Length + ImageBytes), classes.Length + ImageBytes);
            for (var c = 0; c < classes.Length; c++)
            {
                if (record[c] >= classes[c])
                    throw Error(name, $"record {i} has the label {record[c]}, but there are {classes[c]} classes, 0 to {classes[c] - 1}");
                labels[c][i] = record[c];
            }
            record[classes.Length..].CopyTo(pixels.AsSpan(i * ImageBytes));
        }
        return (pixels, labels);
    }

    static byte[] ReadAll(Stream file, string name, int recordBytes)
    {
        Span<byte> magic = stackalloc byte[2];
        var isZipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        using var source = isZipped ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
        var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (source.Read(buffer) is var read and > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > (long)MaxRecords * recordBytes) throw Error(name, $"it holds more than {MaxRecords:N0} records");
            }
        }
        catch (InvalidDataException e)
        {
            throw Error(name, $"its gzip data is damaged after {content.Length:N0} bytes", e);
        }
        if (content.Length == 0 || content.Length % recordBytes != 0)
            throw Error(name, $"its {content.Length:N0} bytes are not one or more records of {recordBytes}; it is truncated, or of the other CIFAR");
        return content.ToArray();
    }

    static FileFormatException Error(string name, string what, Exception? inner = null) => new($"'{name}' is not a good CIFAR file: {what}.", inner);
}

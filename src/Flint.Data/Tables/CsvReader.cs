using System.IO.Compression;
using System.Text;

namespace Flint.Data;

/// <summary>Reads CSV files (RFC 4180) record by record; plain or gzip-compressed, told apart by the first bytes.</summary>
/// <remarks>
/// Lines end with LF, CR or CRLF; empty ones are skipped. A quoted field may hold separators, line ends and doubled quotes. A quote within a field
/// that does not begin with one is a character like any other.
/// </remarks>
public static class CsvReader
{
    /// <summary>The records of a file without its header, read as they are asked for.</summary>
    /// <exception cref="FileFormatException">A record has another number of fields, a quote is not closed, a field is too long, or the bytes are no text; the message gives line and column.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IEnumerable<CsvRecord> Records(string path, CsvFormat? format = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        foreach (var record in Records(file, path, format)) yield return record;
    }

    /// <summary>As <see cref="Records(string, CsvFormat)"/> from a seekable stream; <paramref name="name"/> is for messages.</summary>
    public static IEnumerable<CsvRecord> Records(Stream file, string name, CsvFormat? format = null)
    {
        var (_, records) = Open(file, name, format ?? CsvFormat.Default);
        return records;
    }

    /// <summary>The names of the columns, if the format or the file tell, and the records after the header.</summary>
    internal static (IReadOnlyList<string>? Names, IEnumerable<CsvRecord> Records) Open(Stream file, string name, CsvFormat format)
    {
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return Open(new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file, format.Encoding), name, format);
    }

    internal static (IReadOnlyList<string>? Names, IEnumerable<CsvRecord> Records) Open(TextReader text, string name, CsvFormat format)
    {
        var records = new CsvParser(text, name, format).Records().GetEnumerator();
        var header = format.HasHeader && records.MoveNext() ? records.Current : null;
        if (header is not null && format.Names is { } names && names.Count != header.Fields.Count)
            throw new FileFormatException($"'{name}', line {header.Line}: the header has {header.Fields.Count} columns, but {names.Count} names were given.");
        var found = format.Names ?? (header is null ? null : [.. header.Fields.Select((f, i) => string.IsNullOrWhiteSpace(f) ? $"column{i + 1}" : f.Trim())]);
        return (found, Checked(records, name, found?.Count, header is null ? "the names that were given are" : "the header has"));
    }

    static IEnumerable<CsvRecord> Checked(IEnumerator<CsvRecord> records, string name, int? expected, string source)
    {
        while (records.MoveNext())
        {
            var record = records.Current;
            if (expected is null) (expected, source) = (record.Fields.Count, $"line {record.Line} has");
            if (record.Fields.Count != expected)
                throw new FileFormatException(
                    $"'{name}', line {record.Line}: {record.Fields.Count} fields, but {source} {expected}. Check the separator, and put fields that hold it in quotes.");
            yield return record;
        }
    }
}

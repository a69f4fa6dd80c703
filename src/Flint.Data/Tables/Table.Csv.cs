using System.Text;

namespace Flint.Data;

public sealed partial class Table
{
    /// <summary>
    /// Reads a CSV file, plain or gzip. The type of a column is the narrowest that holds all of its cells: Integer, Number, Boolean (true and false),
    /// Date (ISO 8601), else Text; <see cref="CsvFormat.Types"/> overrides it.
    /// </summary>
    /// <exception cref="FileFormatException">The file is damaged, or a cell is not of the type asked for; the message gives line and column.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Table Read(string path, CsvFormat? format = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path, format);
    }

    /// <summary>As <see cref="Read(string, CsvFormat)"/> from a seekable stream; <paramref name="name"/> is for messages.</summary>
    public static Table Read(Stream file, string name, CsvFormat? format = null)
    {
        format ??= CsvFormat.Default;
        var (names, records) = CsvReader.Open(file, name, format);
        return Made(names, records, name, format);
    }

    /// <summary>Reads CSV from a text.</summary>
    /// <exception cref="FileFormatException">As for a file.</exception>
    public static Table Parse(string csv, CsvFormat? format = null)
    {
        format ??= CsvFormat.Default;
        var (names, records) = CsvReader.Open(new StringReader(csv), "text", format);
        return Made(names, records, "text", format);
    }

    /// <summary>
    /// The table as CSV. <see cref="Parse"/> reads the same cells from it; text that looks like numbers needs its type in <see cref="CsvFormat.Types"/>.
    /// A missing cell is empty, or the first mark that is not where the table has one column or blanks separate.
    /// </summary>
    public string ToCsv(CsvFormat? format = null)
    {
        format ??= CsvFormat.Default;
        var separator = format.Separator ?? ' ';
        var marks = format.MissingMarks.ToHashSet();
        var none = format.Separator is not null && Columns.Count > 1 && marks.Contains("") ? "" : marks.FirstOrDefault(m => m.Length > 0, "");
        var text = new StringBuilder();
        if (format.HasHeader) text.AppendJoin(separator, Columns.Select(c => Escaped(c.Name))).Append('\n');
        for (var row = 0; row < RowCount; row++)
            text.AppendJoin(separator, Columns.Select(c => c.Text(row) is { } cell ? Escaped(cell) : none)).Append('\n');
        return text.ToString();

        string Escaped(string cell) =>
            marks.Contains(cell) || cell.AsSpan().ContainsAny([separator, '"', '\r', '\n', ' ', '\t', format.Comment ?? '"'])
                ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : cell;
    }

    /// <summary>Writes a CSV file; one of that name from before is kept if that fails.</summary>
    /// <exception cref="FileWriteException">It could not be written.</exception>
    public void Save(string path, CsvFormat? format = null) =>
        Flint.IO.AtomicFile.Write(path, (format ?? CsvFormat.Default).Encoding.GetBytes(ToCsv(format)));

    static Table Made(IReadOnlyList<string>? names, IEnumerable<CsvRecord> records, string file, CsvFormat format)
    {
        List<string?>[]? cells = names is null ? null : [.. names.Select(_ => new List<string?>())];
        var lines = new List<long>();
        foreach (var record in records)
        {
            cells ??= [.. record.Fields.Select(_ => new List<string?>())];
            for (var c = 0; c < cells.Length; c++) cells[c].Add(record.Fields[c]);
            lines.Add(record.Line);
        }
        if (cells is null) throw new FileFormatException($"'{file}' is empty: expected a header or records.");
        names ??= [.. cells.Select((_, i) => $"column{i + 1}")];
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FileFormatException($"'{file}' has two columns '{twice.Key}': give other names with CsvFormat.Names.");
        if (format.Types.Keys.FirstOrDefault(n => !names.Contains(n)) is { } unknown)
            throw new TableException($"'{file}' has no column '{unknown}' that CsvFormat.Types names: it has {string.Join(", ", names)}.");
        return new(names.Select((name, i) => Typed(name, cells[i], i)));

        Column Typed(string name, List<string?> column, int i)
        {
            if (!format.Types.TryGetValue(name, out var type)) type = CsvColumns.Infer(column);
            else if (CsvColumns.FirstBad(column, type) is >= 0 and var bad)
                throw new FileFormatException($"'{file}', line {lines[bad]}, column {i + 1} ('{name}'): '{Short(column[bad]!)}' is no {type}; a mark for missing values belongs into CsvFormat.MissingMarks.");
            return CsvColumns.Make(name, column, type);
        }
    }

    static string Short(string text) => text.Length <= PrintedWidth ? text : text[..PrintedWidth] + "...";
}

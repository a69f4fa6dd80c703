using System.Text;

namespace Flint.Data;

/// <summary>
/// How a CSV file is written. The defaults are those of RFC 4180 with a header: commas, quotes around fields that hold commas, quotes or
/// line ends, a doubled quote for a quote. <c>CsvFormat.Default with { Separator = ';' }</c>.
/// </summary>
public sealed record CsvFormat
{
    /// <summary>Commas and a header.</summary>
    public static CsvFormat Default { get; } = new();

    /// <summary>Between fields: <c>,</c> <c>;</c> a tab, or <c>null</c> for runs of blanks and tabs.</summary>
    public char? Separator { get; init; } = ',';

    /// <summary>True if the first record holds the names of the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The names of all columns, instead of the header's; without either they are <c>column1</c>, <c>column2</c>, ...</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Lines that begin with this character are skipped; null for none.</summary>
    public char? Comment { get; init; }

    /// <summary>Take blanks off both ends of fields that are not quoted.</summary>
    public bool TrimSpaces { get; init; }

    /// <summary>What a field that is missing looks like. A quoted field is never missing.</summary>
    public IReadOnlyCollection<string> MissingMarks { get; init; } = ["", "NA", "N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>The types of columns by name; those of the others follow from their cells.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Of the text: UTF-8 unless given, for example <see cref="System.Text.Encoding.Latin1"/>. A byte order mark is honoured.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A longer field is an error: most often a quote that is not closed.</summary>
    public int MaxFieldLength { get; init; } = 131_072;

    /// <summary>More columns are an error.</summary>
    public int MaxColumns { get; init; } = 16_384;
}

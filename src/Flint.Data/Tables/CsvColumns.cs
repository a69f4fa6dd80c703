using System.Globalization;

namespace Flint.Data;

/// <summary>Texts of a column to cells of the narrowest type that holds them all.</summary>
static class CsvColumns
{
    static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>
    /// Integer if all cells are integers, else Number, Boolean (true and false in any case) or Date (ISO 8601) if all are, else Text; Number where
    /// all are missing.
    /// </summary>
    internal static ColumnType Infer(List<string?> cells)
    {
        var type = cells.Find(c => c is not null) switch
        {
            null => ColumnType.Number,
            var c when IsInteger(c) => ColumnType.Integer,
            var c when IsNumber(c) => ColumnType.Number,
            var c when bool.TryParse(c, out _) => ColumnType.Boolean,
            var c when IsDate(c) => ColumnType.Date,
            _ => ColumnType.Text,
        };
        if (type == ColumnType.Integer && FirstBad(cells, type) >= 0) type = ColumnType.Number;
        return FirstBad(cells, type) >= 0 ? ColumnType.Text : type;
    }

    /// <summary>The first cell that is not of the type; -1 if there is none.</summary>
    internal static int FirstBad(List<string?> cells, ColumnType type) => cells.FindIndex(c => c is not null && !Fits(c, type));

    internal static Column Make(string name, List<string?> cells, ColumnType type) => type switch
    {
        ColumnType.Number => Column.Numbers(name, cells.Select(c => c is null ? double.NaN : double.Parse(c, NumberStyles.Float, CultureInfo.InvariantCulture))),
        ColumnType.Integer => Column.Integers(name, cells.Select(c => c is null ? (long?)null : long.Parse(c, NumberStyles.Integer, CultureInfo.InvariantCulture))),
        ColumnType.Boolean => Column.Booleans(name, cells.Select(c => c is null ? (bool?)null : bool.Parse(c))),
        ColumnType.Date => Column.Dates(name, cells.Select(c => c is null ? (DateTime?)null : DateTime.ParseExact(c, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None))),
        _ => Column.Texts(name, cells),
    };

    static bool Fits(string cell, ColumnType type) => type switch
    {
        ColumnType.Number => IsNumber(cell),
        ColumnType.Integer => IsInteger(cell),
        ColumnType.Boolean => bool.TryParse(cell, out _),
        ColumnType.Date => IsDate(cell),
        _ => true,
    };

    static bool IsInteger(string cell) => long.TryParse(cell, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static bool IsDate(string cell) => DateTime.TryParseExact(cell, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

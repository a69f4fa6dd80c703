using System.Globalization;
using System.Text;

namespace Flint.Data;

public sealed partial class Table
{
    const int WholeRows = 30, PrintedRows = 10, PrintedWidth = 32;

    /// <summary>
    /// A row per column of this table: its type, how many cells are there and missing, how many differ, and for numbers mean, standard deviation (of a
    /// sample, n - 1), smallest, quartiles by linear interpolation, and largest; as in pandas' describe.
    /// </summary>
    public Table Describe()
    {
        var numbers = Columns.Select(c => c.Type is ColumnType.Number or ColumnType.Integer ? c.ToNumbers().Where(v => !double.IsNaN(v)).ToArray() : []).ToArray();
        return new(
            Column.Texts("column", Columns.Select(c => c.Name)),
            Column.Texts("type", Columns.Select(c => c.Type.ToString())),
            Column.Integers("count", Columns.Select(c => (long?)(c.Count - c.MissingCount))),
            Column.Integers("missing", Columns.Select(c => (long?)c.MissingCount)),
            Column.Integers("unique", Columns.Select(c => (long?)c.ToTexts().OfType<string>().Distinct().Count())),
            Column.Numbers("mean", numbers.Select(Statistics.Mean)),
            Column.Numbers("std", numbers.Select(Statistics.SampleStd)),
            Column.Numbers("min", numbers.Select(v => Statistics.Quantile(v, 0))),
            Column.Numbers("25%", numbers.Select(v => Statistics.Quantile(v, 0.25))),
            Column.Numbers("50%", numbers.Select(v => Statistics.Quantile(v, 0.5))),
            Column.Numbers("75%", numbers.Select(v => Statistics.Quantile(v, 0.75))),
            Column.Numbers("max", numbers.Select(v => Statistics.Quantile(v, 1))));
    }

    /// <summary>All rows of a short table or the first of a long one, in columns of equal width, and how many rows and columns there are.</summary>
    public override string ToString()
    {
        var shown = RowCount <= WholeRows ? RowCount : PrintedRows;
        string[][] cells = [.. Columns.Select(c => (string[])[c.Name, .. Enumerable.Range(0, shown).Select(row => Printed(c, row))])];
        var text = new StringBuilder();
        for (var row = 0; row <= shown; row++)
        {
            var line = Columns.Select((c, i) => Padded(cells[i][row], cells[i].Max(t => t.Length), c.Type is ColumnType.Number or ColumnType.Integer));
            text.Append(string.Join("  ", line).TrimEnd()).Append('\n');
        }
        if (shown < RowCount) text.Append("...\n");
        return text.Append(CultureInfo.InvariantCulture, $"{RowCount} rows x {Columns.Count} columns").ToString();
    }

    static string Padded(string text, int width, bool right) => right ? text.PadLeft(width) : text.PadRight(width);

    static string Printed(Column column, int row)
    {
        if (column.IsMissing(row)) return "-";
        if (column.Type == ColumnType.Number) return column.Number(row).ToString("G6", CultureInfo.InvariantCulture);
        var text = column.Text(row)!.ReplaceLineEndings(" ");
        return text.Length <= PrintedWidth ? text : text[..(PrintedWidth - 3)] + "...";
    }
}

using System.Text;

namespace Flint.Recipes;

/// <summary>A table of results: the first column names the rows, numbers come as text.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Columns">The heads.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
public sealed record ResultTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The table in Markdown, its columns aligned.</summary>
    public string ToMarkdown()
    {
        var widths = Columns.Select((column, i) => Rows.Select(r => r[i].Length).Append(column.Length).Max()).ToArray();
        var text = new StringBuilder().Append($"**{Title}**\n\n").Append(Line(Columns));
        text.Append('|').AppendJoin('|', widths.Select((w, i) => i == 0 ? new string('-', w + 2) : new string('-', w + 1) + ":")).Append("|\n");
        foreach (var row in Rows) text.Append(Line(row));
        return text.ToString();

        string Line(IReadOnlyList<string> cells) =>
            $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |\n";
    }
}

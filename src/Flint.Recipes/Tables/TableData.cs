using Flint.Data;

namespace Flint.Recipes;

/// <summary>A table of examples and their classes.</summary>
/// <param name="Features">What the class is predicted from.</param>
/// <param name="Answers">The class of each row.</param>
/// <param name="Labels">The names of the classes in the order of their numbers.</param>
public sealed record TableData(Table Features, IReadOnlyList<int> Answers, IReadOnlyList<string> Labels)
{
    /// <summary>Reads the table of a task; rows without an answer are left out.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or a column is not what the task says.</exception>
    public static TableData Load(TableTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var table = Read(task, File.Exists(task.File) ? task.File : DataFolders.FindFile("tabular", task.File));
        var target = task.Target ?? table.Names[^1];
        table = table.DropMissing(target);
        var names = table[target].ToTexts().Select(t => task.Meanings.GetValueOrDefault(t!, t!)).ToArray();
        var labels = names.Distinct().Order(StringComparer.Ordinal).ToArray();
        return new(table.Drop([target]), [.. names.Select(n => Array.IndexOf(labels, n))], labels);
    }

    /// <summary>Reads a CSV file with the columns of a task; the target may be missing.</summary>
    public static Table Read(TableTask task, string path)
    {
        ArgumentNullException.ThrowIfNull(task);
        var table = Table.Read(path, task.Format);
        foreach (var name in task.ZeroIsMissing.Where(table.Has))
            table = table.With(Column.Numbers(name, table[name].ToNumbers().Select(v => v == 0 ? double.NaN : v)));
        return table.Drop(task.LeftOut.Where(table.Has));
    }

    /// <summary>The classes of these rows as targets, [n] Int64.</summary>
    public Tensor Targets(int[] rows) => Tensor.From([.. rows.Select(r => (long)Answers[r])], [rows.Length]);
}

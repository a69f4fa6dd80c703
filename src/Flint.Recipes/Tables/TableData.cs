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
        var table = Read(task, Path.IsPathRooted(task.File) ? task.File : DataFolders.FindFile("tabular", task.File));
        var target = task.Target ?? table.Names[^1];
        table = table.DropMissing(target);
        var names = table[target].ToTexts().Select(t => task.Meanings.GetValueOrDefault(t!, t!)).ToArray();
        var labels = names.Distinct().Order(StringComparer.Ordinal).ToArray();
        return new(table.Drop([target]), [.. names.Select(n => Array.IndexOf(labels, n))], labels);
    }

    /// <summary>Reads a CSV file with the columns of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="path">The file.</param>
    /// <param name="hasTarget">False where the file need not hold the target.</param>
    public static Table Read(TableTask task, string path, bool hasTarget = true)
    {
        ArgumentNullException.ThrowIfNull(task);
        var types = task.Format.Types.Where(t => hasTarget || t.Key != task.Target).ToDictionary();
        var table = Table.Read(path, task.Format with { Types = types });
        foreach (var name in task.ZeroIsMissing.Where(table.Has))
            table = table.With(Column.Numbers(name, table[name].ToNumbers().Select(v => v == 0 ? double.NaN : v)));
        return table.Drop(task.LeftOut.Where(table.Has));
    }

    /// <summary>The classes of these rows as targets, [n] Int64.</summary>
    public Tensor Targets(int[] rows) => Tensor.From([.. rows.Select(r => (long)Answers[r])], [rows.Length]);
}

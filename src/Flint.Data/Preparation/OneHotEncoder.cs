using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>
/// A column per category, <c>NAME=CATEGORY</c>, of 1 where the cell is of it and 0 elsewhere, as scikit-learn's OneHotEncoder. Categories are those of
/// the training data in order; missing cells are none.
/// </summary>
/// <param name="unknown">What becomes of a category that is not among them, or a missing cell; ignored ones have 0 everywhere.</param>
/// <param name="dropFirst">Leaves out the column of the first category, which follows from the others.</param>
/// <param name="categories">Categories known already, none twice.</param>
[method: JsonConstructor]
public sealed class OneHotEncoder(UnknownCategory unknown = UnknownCategory.Error, bool dropFirst = false, IReadOnlyList<string>? categories = null) : ColumnStep
{
    /// <summary>What becomes of an unknown category.</summary>
    public UnknownCategory Unknown { get; } = unknown;

    /// <summary>True if the first category has no column.</summary>
    public bool DropFirst { get; } = dropFirst;

    /// <summary>The categories; null before <see cref="Fit"/>.</summary>
    public IReadOnlyList<string>? Categories { get; private set; } = Data.Categories.Checked(categories);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsFitted => Categories is not null;

    /// <inheritdoc/>
    public override void Fit(Column column) => Categories = Data.Categories.Of(column) is { Length: > 0 } found ? found : throw AllMissing(column);

    /// <summary>The categories that columns of <see cref="ColumnStep.Transform"/> stand for, under the name given; null where all are 0 and no first one was dropped.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TableException">There are not as many columns as there are categories.</exception>
    public Column Inverse(string name, IReadOnlyList<Column> columns)
    {
        RequireFitted();
        var skipped = DropFirst ? 1 : 0;
        if (columns.Count != Categories!.Count - skipped)
            throw new TableException($"OneHotEncoder made {Categories.Count - skipped} columns, but {columns.Count} were given to turn back.");
        var rows = columns.Count == 0 ? 0 : columns[0].Count;
        return Column.Texts(name, Enumerable.Range(0, rows).Select(Category));

        string? Category(int row)
        {
            var at = Enumerable.Range(0, columns.Count).FirstOrDefault(c => columns[c].Number(row) == 1, -1);
            return at >= 0 ? Categories[at + skipped] : DropFirst ? Categories[0] : null;
        }
    }

    private protected override IReadOnlyList<Column> Apply(Column column)
    {
        var places = Data.Categories.Find(column, Categories!);
        if (Unknown == UnknownCategory.Error && places.IndexOf(-1) is >= 0 and var bad) throw Data.Categories.Unknown("OneHotEncoder", column, bad, Categories!);
        return [.. Categories!.Index().Skip(DropFirst ? 1 : 0)
            .Select(c => Column.Numbers($"{column.Name}={c.Item}", places.Select(p => p == c.Index ? 1d : 0)))];
    }
}

namespace Flint.Data;

/// <summary>The different values of a column in their order: numbers by size, text by its characters' code points.</summary>
static class Categories
{
    internal static string[] Of(Column column) => column.IsNumeric
        ? [.. Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i)).Select(i => (Value: column.Number(i), Text: Key(column, i)!)).DistinctBy(p => p.Text).OrderBy(p => p.Value).Select(p => p.Text)]
        : [.. column.ToTexts().OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Categories that are given instead of learned.</summary>
    /// <exception cref="ArgumentException">One is null or there twice.</exception>
    internal static IReadOnlyList<string>? Checked(IReadOnlyList<string>? categories)
    {
        var known = new HashSet<string>();
        foreach (var category in categories ?? [])
            if (category is null || !known.Add(category)) throw new ArgumentException($"A category is a text that is there once, but '{category ?? "null"}' is not.", nameof(categories));
        return categories;
    }

    /// <summary>The place of each cell among the categories, -1 for one that is missing or none of them.</summary>
    internal static int[] Find(Column column, IReadOnlyList<string> categories)
    {
        var places = categories.Index().ToDictionary(p => p.Item, p => p.Index);
        return [.. Enumerable.Range(0, column.Count).Select(i => Key(column, i) is { } key && places.TryGetValue(key, out var place) ? place : -1)];
    }

    internal static TableException Unknown(string who, Column column, int row, IReadOnlyList<string> categories) => new(
        column.IsMissing(row)
            ? $"{who}: column '{column.Name}' misses the cell in row {row}: fill it with an Imputer first, or take unknown: UnknownCategory.Ignore."
            : $"{who}: '{column.Text(row)}' in row {row} of column '{column.Name}' was not in the training data, which has {string.Join(", ", categories.Take(10))}{(categories.Count > 10 ? ", ..." : "")}. Take unknown: UnknownCategory.Ignore to let such pass.");

    // An imputer makes numbers of integers: 3 and 3.0 are one category.
    static string? Key(Column column, int row) => column.Type is ColumnType.Number ? (column.IsMissing(row) ? null : Numbers.Text(column.Number(row))) : column.Text(row);
}

/// <summary>What an encoder does with a category that the training data did not have, or a missing cell.</summary>
public enum UnknownCategory
{
    /// <summary>Throws a <see cref="TableException"/>.</summary>
    Error,

    /// <summary>Gives no category: zeros everywhere, or -1.</summary>
    Ignore,
}

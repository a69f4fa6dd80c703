namespace Flint.Data;

/// <summary>
/// Named columns of equal length, as of a CSV file: <c>var titanic = Table.Read("titanic.csv")</c>. A table cannot be changed;
/// operations give new ones that share the columns they leave alone.
/// </summary>
public sealed partial class Table
{
    readonly Dictionary<string, Column> named;

    /// <summary>Makes a table.</summary>
    /// <exception cref="TableException">Two columns have the same name, or they differ in length.</exception>
    public Table(params IEnumerable<Column> columns)
    {
        Columns = [.. columns];
        named = [];
        foreach (var column in Columns)
        {
            if (column.Count != Columns[0].Count)
                throw new TableException($"Columns of a table must be of equal length, but '{Columns[0].Name}' has {Columns[0].Count} rows and '{column.Name}' {column.Count}.");
            if (!named.TryAdd(column.Name, column))
                throw new TableException($"Two columns of a table are named '{column.Name}': give one of them another name.");
        }
    }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The names of the columns in their order.</summary>
    public IReadOnlyList<string> Names => [.. Columns.Select(c => c.Name)];

    /// <summary>The number of rows.</summary>
    public int RowCount => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>The column of this name.</summary>
    /// <exception cref="TableException">There is none.</exception>
    public Column this[string name] => named.TryGetValue(name, out var column)
        ? column
        : throw new TableException($"The table has no column '{name}': it has {string.Join(", ", Names)}.");

    /// <summary>True if there is a column of this name.</summary>
    public bool Has(string name) => named.ContainsKey(name);

    /// <summary>A row, to look at cells by their column's name.</summary>
    /// <exception cref="TensorIndexException">There is no such row.</exception>
    public TableRow Row(int index) => (uint)index < (uint)RowCount
        ? new(this, index)
        : throw new TensorIndexException($"Row {index} was asked of a table of {RowCount}: use 0 to {RowCount - 1}.");

    /// <summary>Only these columns, in this order.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public Table Select(params IEnumerable<string> names) => new(names.Select(n => this[n]));

    /// <summary>All columns but these.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public Table Drop(params IEnumerable<string> names)
    {
        var left = names.Select(n => this[n]).ToHashSet();
        return new(Columns.Where(c => !left.Contains(c)));
    }

    /// <summary>This table with a column more, or with one of the same name replaced.</summary>
    /// <exception cref="TableException">The column has another length.</exception>
    public Table With(Column column) =>
        new(Has(column.Name) ? Columns.Select(c => c.Name == column.Name ? column : c) : Columns.Append(column));

    /// <summary>Gives a column another name.</summary>
    /// <exception cref="TableException">There is no such column, or the name is taken.</exception>
    public Table Rename(string from, string to)
    {
        var column = this[from];
        return new(Columns.Select(c => c == column ? c.Rename(to) : c));
    }

    /// <summary>These rows, in this order; they may repeat.</summary>
    /// <exception cref="TensorIndexException">There is no such row.</exception>
    public Table Take(params int[] rows) => new(Columns.Select(c => c.Take(rows)));

    /// <summary>The rows for which <paramref name="keep"/> is true: <c>table.Where(r =&gt; r.Number("age") &gt;= 18)</c>.</summary>
    public Table Where(Func<TableRow, bool> keep) => Take([.. Enumerable.Range(0, RowCount).Where(i => keep(new(this, i)))]);

    /// <summary>The first rows.</summary>
    public Table Head(int count = 5) => Take([.. Enumerable.Range(0, Math.Clamp(count, 0, RowCount))]);

    /// <summary>
    /// The rows in the order of a column: numbers by size, text by its characters' code points, missing cells last; rows that are equal stay in
    /// their order.
    /// </summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public Table SortBy(string name, bool descending = false)
    {
        var column = this[name];
        var rows = Enumerable.Range(0, RowCount).OrderBy(column.IsMissing);
        return Take([.. column.IsNumeric
            ? descending ? rows.ThenByDescending(column.Number) : rows.ThenBy(column.Number)
            : descending ? rows.ThenByDescending(column.Text, StringComparer.Ordinal) : rows.ThenBy(column.Text, StringComparer.Ordinal)]);
    }

    /// <summary>How often each value of a column occurs, the most frequent first, equals in order of appearance; missing cells are left out.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public IReadOnlyList<KeyValuePair<string, int>> Counts(string name) =>
        [.. this[name].ToTexts().OfType<string>().CountBy(t => t).OrderByDescending(p => p.Value)];

    /// <summary>The numbers of columns as a tensor [rows, columns], missing ones as NaN only where that is allowed.</summary>
    /// <param name="names">Which columns; all unless given.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="allowMissing">False: a missing cell is an error.</param>
    /// <exception cref="TableException">There is no such column, it is text, or a cell is missing.</exception>
    public Tensor ToTensor(IEnumerable<string>? names = null, DType dtype = DType.Float32, bool allowMissing = false)
    {
        Column[] columns = [.. names is null ? Columns : names.Select(n => this[n])];
        var values = new double[RowCount, columns.Length];
        for (var c = 0; c < columns.Length; c++)
            for (var row = 0; row < RowCount; row++)
            {
                values[row, c] = columns[c].Number(row);
                if (!allowMissing && double.IsNaN(values[row, c]))
                    throw new TableException($"Column '{columns[c].Name}' misses {columns[c].MissingCount} of {RowCount} cells, the first in row {row}: fill them with an Imputer, or drop the rows with DropMissing.");
            }
        return Tensor.From(values).To(dtype);
    }
}

/// <summary>A row of a table: <c>row.Number("age")</c>.</summary>
/// <param name="Table">Whose row.</param>
/// <param name="Index">Its number, from 0.</param>
public readonly record struct TableRow(Table Table, int Index)
{
    /// <summary>The cell as a number; NaN where it is missing.</summary>
    /// <exception cref="TableException">There is no such column, or it is text.</exception>
    public double Number(string column) => Table[column].Number(Index);

    /// <summary>The cell as text; null where it is missing.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public string? Text(string column) => Table[column].Text(Index);

    /// <summary>True if the cell is missing.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public bool IsMissing(string column) => Table[column].IsMissing(Index);
}

using System.Globalization;

namespace Flint.Data;

/// <summary>A named column of a <see cref="Table"/>. Cells cannot be changed: operations give new columns.</summary>
public abstract class Column
{
    private protected Column(string name, ColumnType type) => (Name, Type) = (name, type);

    /// <summary>As in the header.</summary>
    public string Name { get; }

    /// <summary>What the cells are.</summary>
    public ColumnType Type { get; }

    /// <summary>The number of cells.</summary>
    public abstract int Count { get; }

    /// <summary>True for all types that have a number per cell: everything but text.</summary>
    public bool IsNumeric => Type != ColumnType.Text;

    /// <summary>How many cells are missing.</summary>
    public int MissingCount => Enumerable.Range(0, Count).Count(IsMissing);

    /// <summary>True if the cell is missing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The cell as CSV writes it; null where it is missing.</summary>
    public abstract string? Text(int row);

    /// <summary>The cell as a number: false and true are 0 and 1, a date is in days since 1970-01-01; NaN where it is missing.</summary>
    /// <exception cref="TableException">The column is text.</exception>
    public abstract double Number(int row);

    /// <summary>These cells, in this order; they may repeat.</summary>
    /// <exception cref="TensorIndexException">There is no such row.</exception>
    public abstract Column Take(params ReadOnlySpan<int> rows);

    /// <summary>The same cells under another name.</summary>
    public abstract Column Rename(string name);

    /// <summary>All cells as numbers, see <see cref="Number"/>.</summary>
    /// <exception cref="TableException">The column is text.</exception>
    public double[] ToNumbers()
    {
        var numbers = new double[Count];
        for (var row = 0; row < numbers.Length; row++) numbers[row] = Number(row);
        return numbers;
    }

    /// <summary>All cells as text; null where one is missing.</summary>
    public string?[] ToTexts()
    {
        var texts = new string?[Count];
        for (var row = 0; row < texts.Length; row++) texts[row] = Text(row);
        return texts;
    }

    /// <summary>A column of numbers; NaN is a missing one.</summary>
    public static Column Numbers(string name, params IEnumerable<double> values) => new NumericColumn(name, [.. values]);

    /// <summary>A column of integers; null is a missing one.</summary>
    public static Column Integers(string name, params IEnumerable<long?> values) =>
        new ValueColumn<long>(name, ColumnType.Integer, [.. values], v => v, v => v.ToString(CultureInfo.InvariantCulture));

    /// <summary>A column of <c>True</c> and <c>False</c>; null is missing.</summary>
    public static Column Booleans(string name, params IEnumerable<bool?> values) =>
        new ValueColumn<bool>(name, ColumnType.Boolean, [.. values], v => v ? 1 : 0, v => v ? "True" : "False");

    /// <summary>A column of text; null is missing, the empty text is not.</summary>
    public static Column Texts(string name, params IEnumerable<string?> values) => new TextColumn(name, [.. values]);

    /// <summary>A column of dates; null is a missing one. Written as <c>2024-05-31</c>, or <c>2024-05-31T13:45:00</c> where there is a time.</summary>
    public static Column Dates(string name, params IEnumerable<DateTime?> values) =>
        new ValueColumn<DateTime>(name, ColumnType.Date, [.. values], v => (v - DateTime.UnixEpoch).TotalDays, Written);

    static string Written(DateTime date) =>
        date.ToString(date.TimeOfDay == default ? "yyyy-MM-dd" : date.Ticks % TimeSpan.TicksPerSecond == 0 ? "s" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private protected T[] Chosen<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var chosen = new T[rows.Length];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = (uint)rows[i] < (uint)values.Length
                ? values[rows[i]]
                : throw new TensorIndexException($"Row {rows[i]} was asked of column '{Name}' of {values.Length}: use 0 to {values.Length - 1}.");
        return chosen;
    }
}

/// <summary>Numbers, NaN where missing.</summary>
sealed class NumericColumn(string name, double[] values) : Column(name, ColumnType.Number)
{
    public override int Count => values.Length;
    public override bool IsMissing(int row) => double.IsNaN(values[row]);
    public override double Number(int row) => values[row];
    public override string? Text(int row) => IsMissing(row) ? null : values[row].ToString("R", CultureInfo.InvariantCulture);
    public override Column Take(params ReadOnlySpan<int> rows) => new NumericColumn(Name, Chosen(values, rows));
    public override Column Rename(string name) => new NumericColumn(name, values);
}

/// <summary>Text, null where missing.</summary>
sealed class TextColumn(string name, string?[] values) : Column(name, ColumnType.Text)
{
    public override int Count => values.Length;
    public override bool IsMissing(int row) => values[row] is null;
    public override string? Text(int row) => values[row];
    public override Column Take(params ReadOnlySpan<int> rows) => new TextColumn(Name, Chosen(values, rows));
    public override Column Rename(string name) => new TextColumn(name, values);

    public override double Number(int row) => throw new TableException(
        $"Column '{Name}' holds text ('{values.FirstOrDefault(v => v is not null)}'), but numbers are needed: encode it with OneHotEncoder or OrdinalEncoder, or leave it out.");
}

/// <summary>Values that each have a number and a text.</summary>
sealed class ValueColumn<T>(string name, ColumnType type, T?[] values, Func<T, double> number, Func<T, string> text) : Column(name, type)
    where T : struct
{
    public override int Count => values.Length;
    public override bool IsMissing(int row) => values[row] is null;
    public override double Number(int row) => values[row] is { } value ? number(value) : double.NaN;
    public override string? Text(int row) => values[row] is { } value ? text(value) : null;
    public override Column Take(params ReadOnlySpan<int> rows) => new ValueColumn<T>(Name, Type, Chosen(values, rows), number, text);
    public override Column Rename(string name) => new ValueColumn<T>(name, Type, values, number, text);
}

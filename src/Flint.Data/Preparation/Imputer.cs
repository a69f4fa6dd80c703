using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>What an <see cref="Imputer"/> fills missing cells with.</summary>
public enum ImputeStrategy
{
    /// <summary>The mean of the numbers that are there.</summary>
    Mean,

    /// <summary>Their median: the mean of the two in the middle of an even count.</summary>
    Median,

    /// <summary>The most frequent value; of equally frequent ones the smallest number, or the first text by its characters.</summary>
    MostFrequent,

    /// <summary>A given value.</summary>
    Constant,
}

/// <summary>Fills missing cells with a value learned from the training part, as scikit-learn's SimpleImputer.</summary>
/// <remarks>Numbers, integers, booleans and dates become numbers, text stays text.</remarks>
/// <param name="strategy">With what.</param>
/// <param name="fill">The value of <see cref="ImputeStrategy.Constant"/>, as text.</param>
/// <param name="addIndicator">Adds a column <c>NAME_missing</c> of 1 where the cell was missing and 0 elsewhere.</param>
[method: JsonConstructor]
public sealed class Imputer(ImputeStrategy strategy = ImputeStrategy.Median, string? fill = null, bool addIndicator = false) : ColumnStep
{
    /// <summary>With what.</summary>
    public ImputeStrategy Strategy { get; } = strategy == ImputeStrategy.Constant && fill is null
        ? throw new ArgumentException("An imputer of a constant needs the value: use Imputer.Constant(value).", nameof(fill))
        : strategy;

    /// <summary>True if a column of missing marks is added.</summary>
    public bool AddIndicator { get; } = addIndicator;

    /// <summary>What missing cells become, as text; null before <see cref="ColumnStep.Fit"/>.</summary>
    public string? Fill { get; private set; } = fill;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsFitted => Fill is not null;

    /// <summary>Fills numbers.</summary>
    public static Imputer Constant(double value, bool addIndicator = false) => new(ImputeStrategy.Constant, Numbers.Text(value), addIndicator);

    /// <summary>Fills text.</summary>
    public static Imputer Constant(string value, bool addIndicator = false) => new(ImputeStrategy.Constant, value, addIndicator);

    /// <inheritdoc/>
    public override void Fit(Column column) => Fill = Strategy switch
    {
        ImputeStrategy.Mean => Numbers.Text(Statistics.Mean(Present(column))),
        ImputeStrategy.Median => Numbers.Text(Statistics.Quantile(Present(column), 0.5)),
        ImputeStrategy.MostFrequent when column.IsNumeric => Numbers.Text(MostFrequent(Present(column), Comparer<double>.Default)),
        ImputeStrategy.MostFrequent => column.MissingCount < column.Count
            ? MostFrequent([.. column.ToTexts().OfType<string>()], StringComparer.Ordinal)
            : throw AllMissing(column),
        _ => Fill,
    };

    private protected override IReadOnlyList<Column> Apply(Column column)
    {
        var filled = column.IsNumeric
            ? Column.Numbers(column.Name, column.ToNumbers().Select(v => double.IsNaN(v) ? Number(column) : v))
            : Column.Texts(column.Name, column.ToTexts().Select(t => t ?? Fill));
        return AddIndicator
            ? [filled, Column.Numbers($"{column.Name}_missing", Enumerable.Range(0, column.Count).Select(i => column.IsMissing(i) ? 1d : 0))]
            : [filled];
    }

    double Number(Column column) => Numbers.TryRead(Fill!, out var number)
        ? number
        : throw new TableException($"Imputer cannot fill column '{column.Name}' of type {column.Type} with '{Fill}': give a number.");

    static T MostFrequent<T>(T[] values, IComparer<T> order) where T : notnull
    {
        var counts = values.CountBy(v => v).ToArray();
        var most = counts.Max(c => c.Value);
        return counts.Where(c => c.Value == most).Select(c => c.Key).Min(order)!;
    }
}

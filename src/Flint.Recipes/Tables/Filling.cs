using Flint.Data;

namespace Flint.Recipes;

/// <summary>A way to deal with missing cells.</summary>
/// <param name="Name">For the table of results.</param>
/// <param name="Number">Fills a column of numbers with what was learned from the training part.</param>
/// <param name="Text">Fills a column of categories.</param>
public sealed record Filling(string Name, Func<ColumnStep> Number, Func<ColumnStep> Text)
{
    /// <summary>Rows of the training part with a gap are left out, and before that columns that are mostly gaps, which would take most rows with them.</summary>
    public bool DropsRows { get; init; }

    /// <summary>Done to the rows of both parts before, by the rows around each cell: of no use for a single row.</summary>
    public Func<Table, Table>? Neighbours { get; init; }

    /// <summary>The ways that are compared. Where rows are dropped or have no neighbour to copy, medians fill what is left.</summary>
    public static IReadOnlyList<Filling> All { get; } =
    [
        Median with { Name = "drop rows", DropsRows = true },
        new("mean", () => new Imputer(ImputeStrategy.Mean), MostFrequent),
        Median,
        new("most frequent", MostFrequent, MostFrequent),
        new("constant", () => Imputer.Constant(0), () => Imputer.Constant("missing")),
        Median with { Name = "forward fill", Neighbours = table => table.FillForward() },
        Median with { Name = "interpolation", Neighbours = table => table.Interpolate().FillForward() },
        new("median, marked", () => new Imputer(addIndicator: true), () => new Imputer(ImputeStrategy.MostFrequent, addIndicator: true)),
    ];

    /// <summary>Medians of numbers, the most frequent category.</summary>
    public static Filling Median => new("median", () => new Imputer(), MostFrequent);

    static Imputer MostFrequent() => new Imputer(ImputeStrategy.MostFrequent);

    /// <summary>The steps from this table to the input of a network: filled, numbers scaled, categories one-hot.</summary>
    public TablePipeline Pipeline(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var pipeline = new TablePipeline();
        foreach (var column in table.Columns)
            if (column.Type is ColumnType.Text or ColumnType.Boolean) pipeline.Add(column.Name, Text(), new OneHotEncoder(UnknownCategory.Ignore));
            else pipeline.Add(column.Name, Number(), new StandardScaler());
        return pipeline;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>
/// The steps that each column goes through from a table to the input of a model, learned from the training part alone:
/// <code>
/// var pipeline = new TablePipeline()
///     .Add(["age", "fare"], () => [new Imputer(), new StandardScaler()])
///     .Add("sex", new OneHotEncoder());
/// var inputs = pipeline.FitTransform(train);
/// </code>
/// </summary>
public sealed class TablePipeline
{
    readonly OrderedDictionary<string, ColumnSteps> columns = [];

    /// <summary>The columns it takes, in order.</summary>
    public IReadOnlyList<string> InputNames => [.. columns.Keys];

    /// <summary>The names of what it gives, in order; known after <see cref="Fit"/>.</summary>
    public IReadOnlyList<string> FeatureNames { get; private set; } = [];

    /// <summary>Lets a column go through steps, one after another; without any it is taken as it is. A OneHotEncoder is the last of them.</summary>
    /// <exception cref="ArgumentException">The column was added before, a step follows a OneHotEncoder, or one is null.</exception>
    public TablePipeline Add(string column, params ColumnStep[] steps)
    {
        if (columns.ContainsKey(column)) throw new ArgumentException($"Column '{column}' was added to the pipeline before.", nameof(column));
        if (steps.SkipLast(1).Any(s => s is OneHotEncoder))
            throw new ArgumentException($"Column '{column}' goes through a step after OneHotEncoder, which makes several columns of it: put the encoder last.", nameof(steps));
        if (steps.Any(s => s is null)) throw new ArgumentException($"Column '{column}' goes through a step that is null.", nameof(steps));
        columns.Add(column, new(column, steps));
        return this;
    }

    /// <summary>Lets each of several columns go through steps of its own.</summary>
    /// <exception cref="ArgumentException">A column was added before.</exception>
    public TablePipeline Add(IEnumerable<string> names, Func<ColumnStep[]> steps)
    {
        foreach (var name in names) Add(name, steps());
        return this;
    }

    /// <summary>
    /// What suits most tables: numbers and integers get their median where missing and are scaled to mean 0 and standard deviation 1; text and
    /// booleans get their most frequent value and a column per category, unknown ones ignored. Dates are left out.
    /// </summary>
    /// <param name="table">Decides by the types of its columns; nothing is learned yet.</param>
    /// <param name="except">Columns to leave out: targets, identifiers.</param>
    public static TablePipeline For(Table table, params IEnumerable<string> except)
    {
        var (pipeline, left) = (new TablePipeline(), except.Select(n => table[n].Name).ToHashSet());
        foreach (var column in table.Columns.Where(c => !left.Contains(c.Name)))
            if (column.Type is ColumnType.Number or ColumnType.Integer) pipeline.Add(column.Name, new Imputer(), new StandardScaler());
            else if (column.Type != ColumnType.Date) pipeline.Add(column.Name, new Imputer(ImputeStrategy.MostFrequent), new OneHotEncoder(UnknownCategory.Ignore));
        return pipeline;
    }

    /// <summary>Learns from the training data.</summary>
    /// <exception cref="TableException">A column is not there, or does not fit its steps.</exception>
    public void Fit(Table table) => FeatureNames = [.. columns.Values.SelectMany(c => c.Run(table, fit: true)).Select(c => c.Name)];

    /// <summary>The table of what the model is given.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TableException">A column is not there, or does not fit what was learned.</exception>
    public Table Apply(Table table) => new(columns.Values.SelectMany(c => c.Run(table, fit: false)));

    /// <summary>What the model is given, [rows, features] as Float32.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TableException">A column is not there, does not fit what was learned, or has missing cells left.</exception>
    public Tensor Transform(Table table) => Apply(table).ToTensor();

    /// <summary>Learns from the training data and transforms it.</summary>
    /// <exception cref="TableException">As <see cref="Fit"/> and <see cref="Transform"/>.</exception>
    public Tensor FitTransform(Table table)
    {
        Fit(table);
        return Transform(table);
    }

    /// <summary>All steps and what they have learned.</summary>
    public string ToJson() => JsonSerializer.Serialize(new PipelineState([.. columns.Values], FeatureNames), PipelineJson.Default.PipelineState);

    /// <summary>The pipeline that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FileFormatException">The text is no such JSON.</exception>
    public static TablePipeline FromJson(string json)
    {
        try
        {
            var state = JsonSerializer.Deserialize(json, PipelineJson.Default.PipelineState) ?? throw new JsonException("it is null");
            // The serializer refuses null where a property has it, but not among the items of a list.
            if (state.Columns.Any(c => c is null) || state.Features.Any(f => f is null)) throw new JsonException("a column or feature is null");
            var pipeline = new TablePipeline { FeatureNames = state.Features };
            foreach (var (name, steps) in state.Columns) pipeline.Add(name, [.. steps]);
            return pipeline;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new FileFormatException($"This is not the JSON of a TablePipeline: {e.Message}", e);
        }
    }
}

/// <summary>A column and what it goes through.</summary>
sealed record ColumnSteps(string Name, IReadOnlyList<ColumnStep> Steps)
{
    internal IReadOnlyList<Column> Run(Table table, bool fit)
    {
        // What a step adds to the column, such as a missing mark, is finished; the column itself, always first, goes on.
        IReadOnlyList<Column> current = [table[Name]];
        foreach (var step in Steps)
            current = [.. fit ? step.FitTransform(current[0]) : step.Transform(current[0]), .. current.Skip(1)];
        return current;
    }
}

/// <summary>The JSON of a pipeline.</summary>
sealed record PipelineState(IReadOnlyList<ColumnSteps> Columns, IReadOnlyList<string> Features);

/// <summary>Made at compile time, so that it works trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PipelineState))]
sealed partial class PipelineJson : JsonSerializerContext;

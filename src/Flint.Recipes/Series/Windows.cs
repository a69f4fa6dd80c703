using Flint.Data;

namespace Flint.Recipes;

/// <summary>
/// A series cut into windows: what was seen and what came next, each relative to the last value seen, so that a network learns how the series goes
/// on from where it is. The first 70% of the values are for training, the next 10% for validation, the rest for testing.
/// </summary>
public sealed class Windows
{
    readonly double[] values;
    readonly int trainEnd, validationEnd;

    /// <summary>Cuts a series.</summary>
    /// <param name="series">The values, oldest first.</param>
    /// <param name="task">What is forecast from what.</param>
    /// <param name="scaling">That of a trained network; by the series' own training part where not given.</param>
    /// <exception cref="ShapeException">It is too short for a window in each part.</exception>
    public Windows(double[] series, SeriesTask task, LevelScaling? scaling = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(series);
        (Task, values) = (task, series);
        (trainEnd, validationEnd) = (series.Length * 7 / 10, series.Length * 8 / 10);
        Scaling = scaling ?? LevelScaling.Of(series.AsSpan(0, trainEnd), task.IsLog);
        if (Starts(0, trainEnd).Length == 0 || Starts(trainEnd, validationEnd).Length == 0 || TestStarts.Length == 0)
            throw new ShapeException($"A series of {series.Length} values is too short to learn {task.Horizon} from {task.Past} with a season of {task.Season}.");
    }

    /// <summary>What is forecast from what.</summary>
    public SeriesTask Task { get; }

    /// <summary>How values become a network's.</summary>
    public LevelScaling Scaling { get; }

    /// <summary>Windows whose answers lie in the training part.</summary>
    public TensorDataset Train => Cut(Starts(0, trainEnd));

    /// <summary>Windows whose answers lie in the validation part.</summary>
    public TensorDataset Validation => Cut(Starts(trainEnd, validationEnd));

    /// <summary>Windows whose answers lie in the test part.</summary>
    public TensorDataset Test => Cut(TestStarts);

    /// <summary>Where the answers of the test windows begin.</summary>
    public int[] TestStarts => Starts(validationEnd, values.Length);

    /// <summary>Outputs of a network for the test windows, in the unit of the series.</summary>
    /// <param name="outputs">[n, horizon].</param>
    public double[][] Restore(Tensor outputs) =>
        [.. outputs.ToArray<float>().Chunk(Task.Horizon).Zip(TestStarts, (row, start) => Scaling.Restore(row, values[start - 1]))];

    /// <summary>What came next in the test windows.</summary>
    public double[][] Answers() => [.. TestStarts.Select(s => values[s..(s + Task.Horizon)])];

    /// <summary>Baseline: the last value again and again.</summary>
    public double[][] Naive() => [.. TestStarts.Select(s => Enumerable.Repeat(values[s - 1], Task.Horizon).ToArray())];

    /// <summary>Baseline: the values of a season before.</summary>
    public double[][] SeasonalNaive() =>
        [.. TestStarts.Select(s => Enumerable.Range(0, Task.Horizon).Select(h => values[s + h - Task.Season * (h / Task.Season + 1)]).ToArray())];

    TensorDataset Cut(int[] starts)
    {
        var (inputs, targets) = (new float[starts.Length * Task.Past], new float[starts.Length * Task.Horizon]);
        for (var i = 0; i < starts.Length; i++)
        {
            var level = values[starts[i] - 1];
            Scaling.Apply(values.AsSpan(starts[i] - Task.Past, Task.Past), level, inputs.AsSpan(i * Task.Past));
            Scaling.Apply(values.AsSpan(starts[i], Task.Horizon), level, targets.AsSpan(i * Task.Horizon));
        }
        return new(Tensor.From(inputs, [starts.Length, Task.Past]), Tensor.From(targets, [starts.Length, Task.Horizon]));
    }

    int[] Starts(int from, int to)
    {
        var first = Math.Max(from, Math.Max(Task.Past, Task.Season));
        return [.. Enumerable.Range(first, Math.Max(0, to - Task.Horizon + 1 - first))];
    }
}

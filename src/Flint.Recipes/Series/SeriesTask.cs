using Flint.Data;

namespace Flint.Recipes;

/// <summary>A series to forecast.</summary>
/// <param name="Name">As given by <c>--data</c>.</param>
/// <param name="File">In the folder <c>timeseries</c> of the data.</param>
/// <param name="Unit">What is forecast: the column, which is the last one.</param>
/// <param name="Season">Steps after which the series is expected to repeat.</param>
/// <param name="Past">Steps that the network sees.</param>
/// <param name="Horizon">Steps that it forecasts.</param>
public sealed record SeriesTask(string Name, string File, string Unit, int Season, int Past, int Horizon)
{
    /// <summary>Values grow by a factor rather than a difference: the network is given logarithms.</summary>
    public bool IsLog { get; init; }

    /// <summary>Times that the epochs of the arguments are trained: a short series gives few steps an epoch.</summary>
    public int EpochFactor { get; init; } = 1;

    /// <summary>The series known by name. Hourly oil temperature of a transformer; monthly passengers; daily minima.</summary>
    public static IReadOnlyList<SeriesTask> All { get; } =
    [
        new("etth1", "ETTh1.csv", "OT", Season: 24, Past: 96, Horizon: 24),
        new("airline-passengers", "airline-passengers.csv", "Passengers", Season: 12, Past: 24, Horizon: 12) { IsLog = true, EpochFactor = 50 },
        new("daily-min-temperatures", "daily-min-temperatures.csv", "Temp", Season: 365, Past: 60, Horizon: 7),
    ];

    /// <summary>The task of this name.</summary>
    /// <exception cref="NotFoundException">There is none; the message lists those there are.</exception>
    public static SeriesTask Find(string source) => All.FirstOrDefault(t => t.Name == source)
        ?? throw new NotFoundException($"There is no series '{source}' to forecast: use {string.Join(", ", All.Select(t => t.Name))}.");

    /// <summary>The values in a CSV file, oldest first.</summary>
    /// <exception cref="TableException">The column is not there, or a value is missing.</exception>
    public double[] Read(string path)
    {
        var values = Table.Read(path)[Unit].ToNumbers();
        var gap = Array.FindIndex(values, double.IsNaN);
        return gap < 0 ? values : throw new TableException($"'{path}' has no value in row {gap + 1} of column '{Unit}': fill it first, for instance with Table.Interpolate.");
    }
}

namespace Flint.Training;

/// <summary>Which figure of an epoch counts, and whether more of it is better.</summary>
/// <param name="Metric">A name in <see cref="EpochReport.Metrics"/>, or <c>val_loss</c> or <c>train_loss</c>; <c>epoch</c> keeps the last.</param>
public sealed record Goal(string Metric = "accuracy")
{
    /// <summary>True where more is better: everything but a loss, an error or a distance.</summary>
    public bool Maximize => !(Metric.EndsWith("loss", StringComparison.Ordinal) || Metric.EndsWith("error", StringComparison.Ordinal) || Metric.EndsWith("distance", StringComparison.Ordinal));

    /// <summary>The figure of an epoch.</summary>
    /// <exception cref="ArgumentException">The epoch has no such figure.</exception>
    public double Of(EpochReport report) => Metric switch
    {
        "epoch" => report.Epoch,
        "train_loss" => report.TrainLoss,
        "val_loss" when report.ValLoss is { } loss => loss,
        _ when report.Metrics.TryGetValue(Metric, out var value) => value,
        _ => throw new ArgumentException($"The epoch has no figure '{Metric}': it has train_loss, {(report.ValLoss is null ? "" : "val_loss, ")}{string.Join(", ", report.Metrics.Keys)}."),
    };

    /// <summary>True if <paramref name="a"/> is better than <paramref name="b"/> by more than <paramref name="margin"/>; NaN never is.</summary>
    public bool IsBetter(double a, double b, double margin = 0) => Maximize ? a > b + margin : a < b - margin;

    /// <summary>The best epoch so far, the earlier of equals; null before the first.</summary>
    public EpochReport? Best(IEnumerable<EpochReport> history)
    {
        EpochReport? best = null;
        foreach (var report in history)
            if (best is null || IsBetter(Of(report), Of(best)))
                best = report;
        return best;
    }
}

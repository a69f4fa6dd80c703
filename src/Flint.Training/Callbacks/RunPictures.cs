using System.Diagnostics;
using Flint.Imaging;

namespace Flint.Training;

/// <summary>Draws, after each epoch (where epochs are short, now and then and at the end), loss.svg and .png, a picture per metric, NAME_curve for one that has a curve, and confusion.svg and .png, into a run's folder.</summary>
/// <param name="run">Where to, and whose labels.</param>
public sealed class RunPictures(RunFolder run) : Callback
{
    // Drawing may take a tenth of the time of a training.
    const int Share = 10;

    readonly Stopwatch since = Stopwatch.StartNew();
    TimeSpan cost;
    Evaluation? latest;
    bool isDrawn = true;

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        (latest, isDrawn) = (validation, false);
        if (since.Elapsed >= Share * cost) Draw(trainer);
    }

    /// <inheritdoc/>
    public override void OnCancel(Trainer trainer) => OnEnd(trainer);

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer)
    {
        if (!isDrawn) Draw(trainer);
    }

    void Draw(Trainer trainer)
    {
        var clock = Stopwatch.StartNew();
        Draw(trainer, latest);
        (cost, isDrawn) = (clock.Elapsed, true);
        since.Restart();
    }

    void Draw(Trainer trainer, Evaluation? validation)
    {
        Curves("loss", trainer.History, r => r.TrainLoss, r => r.ValLoss);
        foreach (var metric in validation?.Metrics ?? [])
            if (metric.IsReported)
                Curves(metric.Name, trainer.History, r => r.Metrics.GetValueOrDefault($"train_{metric.Name}", double.NaN), r => r.Metrics[metric.Name]);
        foreach (var metric in validation?.Metrics ?? [])
            (metric as ICurveMetric)?.Chart()?.SaveBoth(run.File($"{metric.Name}_curve"));
        if (validation?.Metrics.OfType<ConfusionMatrix>().FirstOrDefault() is { } confusion) Confusion(confusion);
    }

    void Curves(string name, IReadOnlyList<EpochReport> history, Func<EpochReport, double> train, Func<EpochReport, double?> validation)
    {
        var epochs = history.Select(r => (double)r.Epoch).ToArray();
        new LineChart
        {
            Title = $"{run.Config.Recipe}: {name}",
            XLabel = "epoch",
            YLabel = name,
            Series =
            [
                new("training", epochs, [.. history.Select(train)]) { HasDots = history.Count < 60 },
                new("test", epochs, [.. history.Select(r => validation(r) ?? double.NaN)]) { HasDots = history.Count < 60 },
            ],
        }.SaveBoth(run.File(name));
    }

    void Confusion(ConfusionMatrix matrix)
    {
        var counts = new double[matrix.ClassCount, matrix.ClassCount];
        for (var i = 0; i < matrix.ClassCount; i++)
            for (var j = 0; j < matrix.ClassCount; j++)
                counts[i, j] = matrix[i, j];
        new HeatMap
        {
            Title = $"{run.Config.Recipe}: confusion matrix",
            Values = counts,
            RowLabels = run.Config.Labels,
            ColumnLabels = run.Config.Labels,
            YLabel = "class",
            XLabel = "taken for",
            NumberFormat = "0",
            ScaleByRow = true,
        }.SaveBoth(run.File("confusion"));
    }
}

using Flint.Imaging;

namespace Flint.Training;

/// <summary>
/// The area under the ROC curve: the chance that a positive sample scores above a negative one, ties counting half. Of more than two classes, each
/// against the rest.
/// </summary>
/// <param name="kind">What outputs are.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes; Macro, unless given, or Weighted for more.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class RocAuc(OutputKind kind, int classes = 2, Average? average = null, int ignoreIndex = -100)
    : ScoreMetric("auc", kind, classes, average, ignoreIndex), ICurveMetric
{
    /// <summary>False positive rate and true positive rate at every score that occurs, from (0, 0) to (1, 1); of class 1 unless given.</summary>
    public IReadOnlyList<CurvePoint> Curve(int c = 1) => Ranked(c).Roc();

    /// <inheritdoc/>
    public LineChart? Chart() => double.IsNaN(Value) ? null : new()
    {
        Title = $"ROC curve, AUC {Value:0.000}",
        XLabel = "false positive rate",
        YLabel = "true positive rate",
        Series = [.. Enumerable.Range(0, ClassCount).Skip(ClassCount == 2 ? 1 : 0).Select(c => new LineSeries($"class {c}", [.. Curve(c).Select(p => p.X)], [.. Curve(c).Select(p => p.Y)])), new("chance", [0, 1], [0, 1])],
    };

    private protected override double Of(Ranking ranked) => ranked.Area;
}

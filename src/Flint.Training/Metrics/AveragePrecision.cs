using Flint.Imaging;

namespace Flint.Training;

/// <summary>
/// The precision-recall curve as one number: Σ (R_n - R_{n-1}) P_n over the scores from the highest down, without interpolation, as scikit-learn's
/// average_precision_score. Of more than two classes, each against the rest.
/// </summary>
/// <param name="kind">What outputs are.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes; Macro, unless given, or Weighted for more.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class AveragePrecision(OutputKind kind, int classes = 2, Average? average = null, int ignoreIndex = -100)
    : ScoreMetric("average_precision", kind, classes, average, ignoreIndex), ICurveMetric
{
    /// <summary>Recall and precision at every score that occurs, from (0, 1) to recall 1; of class 1 unless given.</summary>
    public IReadOnlyList<CurvePoint> Curve(int c = 1)
    {
        var r = Ranked(c);
        return [new(0, 1, double.PositiveInfinity), .. r.Thresholds.Select((t, i) => new CurvePoint((double)r.TruePositives[i] / r.Positives, Precision(r, i), t))];
    }

    /// <inheritdoc/>
    public LineChart? Chart() => double.IsNaN(Value) ? null : new()
    {
        Title = $"precision and recall, AP {Value:0.000}",
        XLabel = "recall",
        YLabel = "precision",
        Series = [.. Enumerable.Range(0, ClassCount).Skip(ClassCount == 2 ? 1 : 0).Select(c => new LineSeries($"class {c}", [.. Curve(c).Select(p => p.X)], [.. Curve(c).Select(p => p.Y)]))],
    };

    private protected override double Of(Ranking ranked)
    {
        if (ranked.Positives == 0) return double.NaN;
        var (sum, before) = (0d, 0L);
        for (var i = 0; i < ranked.Thresholds.Length; i++)
        {
            sum += (ranked.TruePositives[i] - before) * Precision(ranked, i);
            before = ranked.TruePositives[i];
        }
        return sum / ranked.Positives;
    }

    static double Precision(Ranking r, int i) => (double)r.TruePositives[i] / (r.TruePositives[i] + r.FalsePositives[i]);
}

using Flint.Imaging;

namespace Flint.Training;

/// <summary>The area under the ROC curve of pairs: the chance that two embeddings of one identity are more alike than two of different ones.</summary>
public sealed class VerificationAuc() : PairMetric("auc"), ICurveMetric
{
    /// <inheritdoc/>
    public override double Value => Ranked().Area;

    /// <summary>False accept rate and true accept rate at every similarity that occurs, from (0, 0) to (1, 1).</summary>
    public IReadOnlyList<CurvePoint> Curve() => Ranked().Roc();

    /// <inheritdoc/>
    public LineChart? Chart() => double.IsNaN(Value) ? null : new()
    {
        Title = $"pairs of pictures: ROC curve, AUC {Value:0.000}",
        XLabel = "false accept rate",
        YLabel = "true accept rate",
        Series = [new("pairs", [.. Curve().Select(p => p.X)], [.. Curve().Select(p => p.Y)]), new("chance", [0, 1], [0, 1])],
    };
}

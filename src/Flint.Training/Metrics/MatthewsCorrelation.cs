namespace Flint.Training;

/// <summary>
/// The correlation of targets and answers, from -1 to 1: (c·n - Σ t p) / √((n² - Σ p²)(n² - Σ t²)), with c correct of n, and t and p how often a class is target and
/// answer (Gorodkin 2004). 0 where only one class occurs among targets or answers.
/// </summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class MatthewsCorrelation(int classes = 2, double? threshold = null, int ignoreIndex = -100)
    : ConfusionMetric("matthews", classes, threshold, ignoreIndex)
{
    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (Total == 0) return double.NaN;
            var classes = Enumerable.Range(0, ClassCount);
            double Sum(Func<int, double> of) => classes.Sum(of);
            var square = Total * Total;
            return Ratio(
                Sum(Correct) * Total - Sum(c => Expected(c) * Predicted(c)),
                Math.Sqrt(square - Sum(c => Predicted(c) * Predicted(c))) * Math.Sqrt(square - Sum(c => Expected(c) * Expected(c))));
        }
    }
}

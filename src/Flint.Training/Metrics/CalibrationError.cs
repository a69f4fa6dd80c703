using Flint.Imaging;

namespace Flint.Training;

/// <summary>A bin of a reliability curve.</summary>
/// <param name="Count">Samples in it.</param>
/// <param name="Confidence">Their mean probability.</param>
/// <param name="Frequency">How often it came true.</param>
public readonly record struct ReliabilityBin(long Count, double Confidence, double Frequency);

/// <summary>
/// How far probabilities are from frequencies. Samples go to bins (a, b] of equal width by their probability: that of class 1 for outputs [N] and [N, 1], that of the answer
/// for [N, classes]. The expected calibration error is Σ n_b / n · |frequency - mean probability| (Guo et al. 2017).
/// </summary>
/// <param name="kind">What outputs are.</param>
/// <param name="bins">How many bins, 1 or more.</param>
/// <param name="maximum">The largest distance of a bin (MCE) instead of the mean (ECE).</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class CalibrationError(OutputKind kind, int bins = 15, bool maximum = false, int ignoreIndex = -100)
    : Metric(maximum ? "max_calibration_error" : "calibration_error", bins >= 1 ? 3 * bins : throw new ArgumentOutOfRangeException(nameof(bins), bins, "There is 1 bin or more.")), ICurveMetric
{
    readonly int bins = bins;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var filled = Bins();
            if (filled.Count == 0) return double.NaN;
            return maximum ? filled.Max(Distance) : filled.Sum(b => b.Count * Distance(b)) / filled.Sum(b => b.Count);
        }
    }

    /// <summary>The bins that hold samples, from the lowest probability up.</summary>
    public IReadOnlyList<ReliabilityBin> Bins() =>
        [.. Enumerable.Range(0, bins).Where(b => Sums[3 * b] > 0).Select(b => new ReliabilityBin((long)Sums[3 * b], Sums[3 * b + 1] / Sums[3 * b], Sums[3 * b + 2] / Sums[3 * b]))];

    /// <summary>Takes in outputs [N, classes] and class indices [N]; of two classes also outputs [N] or [N, 1].</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    /// <exception cref="ArgumentException">An output is NaN, or no probability.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var isBinary = Classes.IsBinary(outputs);
        var (logs, expected, classes) = Probabilities.Of("CalibrationError", outputs, targets, kind, ignoreIndex);
        if (logs.IndexOf(double.NaN) is >= 0 and var bad) throw new ArgumentException($"CalibrationError: the output of sample {bad / classes} is NaN.");
        for (var i = 0; i < expected.Length; i++)
        {
            var row = logs.AsSpan(i * classes, classes);
            var answer = isBinary ? 1 : Largest(row);
            var p = Math.Exp(row[answer]);
            var bin = Math.Clamp((int)Math.Ceiling(p * bins) - 1, 0, bins - 1);
            Sums[3 * bin]++;
            Sums[3 * bin + 1] += p;
            if (expected[i] == answer) Sums[3 * bin + 2]++;
        }
    }

    /// <inheritdoc/>
    public LineChart? Chart() => Bins() is not { Count: > 0 } filled ? null : new()
    {
        Title = $"reliability, {(maximum ? "largest" : "mean")} error {Value:0.000}",
        XLabel = "probability",
        YLabel = "frequency",
        Series = [new("model", [.. filled.Select(b => b.Confidence)], [.. filled.Select(b => b.Frequency)]) { HasDots = true }, new("perfect", [0, 1], [0, 1])],
    };

    static int Largest(ReadOnlySpan<double> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
            if (row[c] > row[best]) best = c;
        return best;
    }

    static double Distance(ReliabilityBin bin) => Math.Abs(bin.Confidence - bin.Frequency);
}

namespace Flint.Training;

/// <summary>
/// A figure that needs the order of all scores: it keeps classes + 1 numbers a sample (1 + 1 of two classes). Merging is exact, whatever the order.
/// </summary>
public abstract class ScoreMetric : Metric
{
    readonly OutputKind kind;
    readonly int ignoreIndex;

    private protected ScoreMetric(string name, OutputKind kind, int classes, Average? average, int ignoreIndex) : base(name, 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Average = average ?? (classes == 2 ? Average.Binary : Average.Macro);
        if (Average == Average.Micro || Average == Average.Binary != (classes == 2))
            throw new ArgumentException($"{GetType().Name} of {classes} classes cannot be averaged as {Average}: use {(classes == 2 ? "Binary" : "Macro or Weighted")}.", nameof(average));
        (this.kind, ClassCount, this.ignoreIndex) = (kind, classes, ignoreIndex);
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Binary for two classes; Macro or Weighted, one class against the rest, for more.</summary>
    public Average Average { get; }

    /// <inheritdoc/>
    protected override int KeptPerSample => Columns + 1;

    int Columns => ClassCount == 2 ? 1 : ClassCount;

    /// <summary>The mean over the classes; those without a positive or without a negative sample are left out, NaN if all are.</summary>
    public override double Value
    {
        get
        {
            if (ClassCount == 2) return Of(Ranked(1));
            var (sum, weights) = (0d, 0d);
            for (var c = 0; c < ClassCount; c++)
            {
                var ranked = Ranked(c);
                var figure = Of(ranked);
                if (double.IsNaN(figure)) continue;
                var weight = Average == Average.Weighted ? ranked.Positives : 1;
                sum += weight * figure;
                weights += weight;
            }
            return sum / weights;
        }
    }

    /// <summary>The figure of each class against the rest; NaN for one without a positive or without a negative sample.</summary>
    public double[] PerClass() => [.. Enumerable.Range(0, ClassCount).Select(c => Of(Ranked(c)))];

    /// <summary>Takes in outputs [N, classes] and class indices [N]; of two classes also outputs [N] or [N, 1].</summary>
    /// <exception cref="ShapeException">The shapes do not fit, or there are not as many classes.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    /// <exception cref="ArgumentException">An output is NaN, or no probability.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var who = GetType().Name;
        if (!Classes.IsBinary(outputs) && outputs.Rank >= 2 && outputs.Size(1) != ClassCount)
            throw new ShapeException($"{who} of {ClassCount} classes got outputs {outputs.Shape}: classes are dimension 1.");
        if (Classes.IsBinary(outputs) && ClassCount != 2) throw new ShapeException($"{who} of {ClassCount} classes got outputs {outputs.Shape} of one number a sample.");
        var (scores, expected, classes) = Scores(who, outputs, targets);
        if (scores.IndexOf(double.NaN) is >= 0 and var bad) throw new ArgumentException($"{who}: the output of sample {bad / classes} is NaN, which has no place in an order of scores.");
        for (var i = 0; i < expected.Length; i++)
        {
            for (var c = 0; c < classes; c++) Kept.Add(scores[i * classes + c]);
            Kept.Add(expected[i]);
        }
    }

    // One number a sample needs no sigmoid: the order is the same, and far logits stay apart.
    (double[] Scores, int[] Expected, int Columns) Scores(string who, Tensor outputs, Tensor targets)
    {
        if (Classes.IsBinary(outputs))
        {
            var binary = Classes.BinaryTargets(who, outputs, targets, ignoreIndex);
            var ones = Classes.Doubles(outputs);
            var used = Enumerable.Range(0, binary.Length).Where(i => binary[i] != ignoreIndex).ToArray();
            return ([.. used.Select(i => ones[i])], [.. used.Select(i => (int)binary[i])], 1);
        }
        var (logs, expected, classes) = Probabilities.Of(who, outputs, targets, kind, ignoreIndex);
        return classes == 2
            ? ([.. Enumerable.Range(0, expected.Length).Select(i => logs[2 * i + 1] - logs[2 * i])], expected, 1)
            : (Array.ConvertAll(logs, Math.Exp), expected, classes);
    }

    private protected abstract double Of(Ranking ranked);

    private protected Ranking Ranked(int c)
    {
        var samples = Kept.Count / KeptPerSample;
        var sign = ClassCount == 2 && c == 0 ? -1 : 1;
        return Ranking.Of(Enumerable.Range(0, samples).Select(i => (
            sign * Kept[i * KeptPerSample + (ClassCount == 2 ? 0 : c)], Kept[i * KeptPerSample + Columns] == c)));
    }
}

/// <summary>How many positives and negatives have at least each score, from the highest score down; samples of equal scores come together.</summary>
sealed record Ranking(double[] Thresholds, long[] TruePositives, long[] FalsePositives)
{
    internal long Positives => TruePositives.Length == 0 ? 0 : TruePositives[^1];

    internal long Negatives => FalsePositives.Length == 0 ? 0 : FalsePositives[^1];

    /// <summary>Where ties count half; NaN without a positive or without a negative.</summary>
    internal double Area
    {
        get
        {
            // Trapezoids in whole numbers: twice the area counts pairs.
            var (twice, tp, fp) = (0d, 0L, 0L);
            for (var i = 0; i < Thresholds.Length; i++)
            {
                twice += (double)(FalsePositives[i] - fp) * (TruePositives[i] + tp);
                (tp, fp) = (TruePositives[i], FalsePositives[i]);
            }
            return twice / 2 / ((double)Positives * Negatives);
        }
    }

    /// <summary>False and true positive rate from (0, 0) to (1, 1).</summary>
    internal IReadOnlyList<CurvePoint> Roc() =>
        [new(0, 0, double.PositiveInfinity), .. Thresholds.Select((t, i) => new CurvePoint((double)FalsePositives[i] / Negatives, (double)TruePositives[i] / Positives, t))];

    internal static Ranking Of(IEnumerable<(double Score, bool IsPositive)> samples)
    {
        var (thresholds, tps, fps) = (new List<double>(), new List<long>(), new List<long>());
        var (tp, fp) = (0L, 0L);
        foreach (var (score, positive) in samples.OrderByDescending(s => s.Score))
        {
            if (positive) tp++;
            else fp++;
            if (thresholds.Count > 0 && thresholds[^1] == score) (tps[^1], fps[^1]) = (tp, fp);
            else
            {
                thresholds.Add(score);
                tps.Add(tp);
                fps.Add(fp);
            }
        }
        return new([.. thresholds], [.. tps], [.. fps]);
    }
}

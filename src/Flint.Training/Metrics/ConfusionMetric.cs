namespace Flint.Training;

/// <summary>
/// A figure that follows from how often class i was taken for class j. Merging is exact. A ratio with nothing below the line is 0, as scikit-learn has it by
/// default; classes that are neither target nor answer count in no average.
/// </summary>
public abstract class ConfusionMetric : Metric
{
    readonly double? threshold;
    readonly int ignoreIndex;

    private protected ConfusionMetric(string name, int classes, double? threshold, int ignoreIndex)
        : base(name, classes >= 2 ? classes * classes : throw new ArgumentOutOfRangeException(nameof(classes), classes, "There are 2 classes or more."))
    {
        if (threshold is not null && classes != 2) throw new ArgumentException($"A threshold tells two classes apart, but there are {classes}.", nameof(threshold));
        (ClassCount, this.threshold, this.ignoreIndex) = (classes, threshold, ignoreIndex);
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>How often a sample of class <paramref name="expected"/> was given class <paramref name="predicted"/>.</summary>
    public long this[int expected, int predicted] => (long)Sums[expected * ClassCount + predicted];

    /// <summary>
    /// Takes in outputs [N, classes] (or [N, classes, ...]) and class indices [N] (or [N, ...]); of two classes also outputs [N] or [N, 1], where those above the
    /// threshold are class 1.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit, or there are not as many classes.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var who = GetType().Name;
        var binary = Classes.IsBinary(outputs);
        if (binary && threshold is null)
            throw new ShapeException($"{who} got outputs {outputs.Shape} of one number a sample, but knows no threshold: give 0 for logits or 0.5 for probabilities.");
        if (!binary && outputs.Rank >= 2 && outputs.Size(1) != ClassCount)
            throw new ShapeException($"{who} of {ClassCount} classes got outputs {outputs.Shape}: classes are dimension 1.");
        var pairs = binary ? Classes.OfBinary(who, outputs, targets, threshold!.Value, ignoreIndex) : Classes.Of(who, outputs, targets, ignoreIndex);
        foreach (var (predicted, expected) in pairs) Sums[expected * ClassCount + predicted]++;
    }

    private protected double Total => Sums.Sum();

    /// <summary>How often the class was the target.</summary>
    private protected double Expected(int c) => Sums.AsSpan(c * ClassCount, ClassCount).ToArray().Sum();

    /// <summary>How often it was the answer.</summary>
    private protected double Predicted(int c) => Enumerable.Range(0, ClassCount).Sum(i => Sums[i * ClassCount + c]);

    private protected double Correct(int c) => Sums[c * ClassCount + c];

    private protected static double Ratio(double above, double below) => below == 0 ? 0 : above / below;
}

/// <summary>A figure of each class, from how often it was the target, the answer, and both; and their average.</summary>
public abstract class ClassMetric : ConfusionMetric
{
    private protected ClassMetric(string name, int classes, Average? average, double? threshold, int ignoreIndex) : base(name, classes, threshold, ignoreIndex)
    {
        Average = average ?? (classes == 2 ? Average.Binary : Average.Macro);
        if (Average == Average.Binary && classes != 2)
            throw new ArgumentException($"Average.Binary is for two classes, but there are {classes}: use Macro, Weighted or Micro.", nameof(average));
    }

    /// <summary>How the classes' figures become one: Binary for two classes and Macro for more, unless given.</summary>
    public Average Average { get; }

    /// <inheritdoc/>
    public override string Format => "p2";

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (Total == 0) return double.NaN;
            var classes = Enumerable.Range(0, ClassCount);
            return Average switch
            {
                Average.Binary => Of(1),
                Average.Macro => classes.Where(c => Expected(c) + Predicted(c) > 0).Average(Of),
                Average.Weighted => classes.Sum(c => Of(c) * Expected(c)) / Total,
                _ => Of(classes.Sum(Correct), Total, Total, Total * ClassCount),
            };
        }
    }

    /// <summary>The figure of each class.</summary>
    public double[] PerClass() => [.. Enumerable.Range(0, ClassCount).Select(Of)];

    private protected abstract double Of(double both, double predicted, double expected, double total);

    double Of(int c) => Of(Correct(c), Predicted(c), Expected(c), Total);
}

using Flint.Imaging;
using Flint.Training;

namespace Flint.Training.Tests;

public sealed class MetricRuleTests
{
    static Tensor T(params float[] values) => Tensor.From(values, [values.Length]);

    static Tensor L(params long[] values) => Tensor.From(values, [values.Length]);

    [Fact]
    public void Merging_counts_and_scores_is_exact_in_any_order()
    {
        var outputs = Tensor.RandN([60], generator: new Generator(1));
        var targets = L([.. Enumerable.Range(0, 60).Select(i => (long)(i * i % 3 == 0 ? 1 : 0))]);
        foreach (var make in new Func<Metric>[] { () => new F1(threshold: 0), () => new RocAuc(OutputKind.Logits), () => new AveragePrecision(OutputKind.Logits), () => new MedianAbsoluteError(), () => new CohenKappa(threshold: 0) })
        {
            var (whole, a, b) = (make(), make(), make());
            whole.Add(outputs, targets.To(whole is MedianAbsoluteError ? DType.Float32 : DType.Int64));
            a.Add(outputs[..23], targets[..23]);
            b.Add(outputs[23..], targets[23..]);
            b.Merge(a);
            b.Value.ShouldBe(whole.Value, whole.Name);
        }
    }

    [Fact]
    public void Nothing_below_the_line_is_zero_and_nothing_at_all_is_NaN()
    {
        var (precision, recall, f1, matthews) = (new Precision(threshold: 0), new Recall(threshold: 0), new F1(threshold: 0), new MatthewsCorrelation(threshold: 0));
        foreach (var metric in new Metric[] { precision, recall, f1, matthews })
        {
            metric.Value.ShouldBe(double.NaN);
            metric.Add(T(-1, -2), L(0, 0));
            metric.Value.ShouldBe(0, metric.Name);
        }
        var auc = new RocAuc(OutputKind.Logits);
        auc.Add(T(1, 2), L(1, 1));
        auc.Value.ShouldBe(double.NaN);
        auc.Chart().ShouldBeNull();
        var kappa = new CohenKappa(threshold: 0);
        kappa.Add(T(1, 2), L(1, 1));
        kappa.Value.ShouldBe(double.NaN);
        // The threshold itself is not above it.
        var accuracy = new BinaryAccuracy(0.5);
        accuracy.Add(T(0.5f, 0.6f), L(0, 1));
        accuracy.Value.ShouldBe(1);
    }

    [Fact]
    public void Images_and_ignored_targets_count()
    {
        // Two pixels of three classes: answers 2 and 0; targets 2 and ignored.
        var outputs = Tensor.From([0f, 9, 1, 0, 5, 0], [1, 3, 2]);
        var iou = new Jaccard(3, ignoreIndex: 255);
        iou.Add(outputs, Tensor.From([2L, 255], [1, 2]));
        iou.PerClass().ShouldBe([0, 0, 1]);
        iou.Value.ShouldBe(1);
        var auc = new RocAuc(OutputKind.Logits);
        auc.Add(T(3, 1, 2), L(1, 0, -100));
        auc.Value.ShouldBe(1);
    }

    [Fact]
    public void Certain_answers_have_finite_losses()
    {
        var logits = new LogLoss(OutputKind.Logits);
        logits.Add(T(-1000, 1000), L(1, 1));
        logits.Value.ShouldBe(500);
        var probabilities = new LogLoss(OutputKind.Probabilities);
        probabilities.Add(T(0), L(1));
        probabilities.Value.ShouldBe(52 * Math.Log(2), 1e-12);
    }

    [Fact]
    public void Errors_say_what_to_give()
    {
        Should.Throw<ShapeException>(() => new F1().Add(T(1), L(1))).Message
            .ShouldBe("F1 got outputs [1] of one number a sample, but knows no threshold: give 0 for logits or 0.5 for probabilities.");
        Should.Throw<TensorIndexException>(() => new F1(threshold: 0).Add(T(1, 1), L(1, 2))).Message
            .ShouldBe("F1: 2 at position [1] of the targets is no class of two: use 0 and 1; ignored are targets of -100.");
        Should.Throw<ShapeException>(() => new F1(3).Add(Tensor.Zeros([2, 4]), L(0, 1))).Message.ShouldContain("F1 of 3 classes got outputs [2, 4]");
        Should.Throw<ShapeException>(() => new RocAuc(OutputKind.Logits, 3).Add(T(1), L(1))).Message.ShouldContain("one number a sample");
        Should.Throw<ArgumentException>(() => new LogLoss(OutputKind.Probabilities).Add(T(1.5f), L(1))).Message
            .ShouldBe("LogLoss: 1.5 at position 0 of the outputs is no probability: take OutputKind.Logits for outputs before softmax or sigmoid.");
        Should.Throw<ArgumentException>(() => new RocAuc(OutputKind.Logits).Add(T(float.NaN), L(1))).Message.ShouldContain("NaN");
        Should.Throw<ShapeException>(() => new MeanSquaredError().Add(Tensor.Zeros([2, 2]), Tensor.Zeros([2]))).Message
            .ShouldBe("MeanSquaredError expects outputs and targets of the same shape, but got [2, 2] and [2].");
        Should.Throw<ArgumentException>(() => new Precision(3, Average.Binary)).Message.ShouldContain("two classes");
        Should.Throw<ArgumentException>(() => new Precision(3, threshold: 0)).Message.ShouldContain("threshold");
        Should.Throw<ArgumentException>(() => new RocAuc(OutputKind.Logits, 2, Average.Macro)).Message.ShouldContain("Binary");
        Should.Throw<ArgumentException>(() => new TopKAccuracy(2).Merge(new TopKAccuracy(3))).Message.ShouldBe("top2_accuracy cannot take in top3_accuracy: they measure different things.");
        Should.Throw<ArgumentException>(() => new RocAuc(OutputKind.Logits).Restore([1])).Message.ShouldContain("0 sums");
        Should.Throw<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new CalibrationError(OutputKind.Logits, 0));
    }

    [Fact]
    public void Curves_are_drawn()
    {
        var generator = new Generator(3);
        var targets = Tensor.RandInt(0, 2, [200], generator: generator);
        var outputs = Tensor.RandN([200], generator: generator) + targets.To(DType.Float32) * 1.5f;
        foreach (var metric in new Metric[] { new RocAuc(OutputKind.Logits), new AveragePrecision(OutputKind.Logits), new CalibrationError(OutputKind.Logits, 8) })
        {
            metric.Add(outputs, targets);
            var path = Path.Combine(Path.GetTempPath(), $"flint-{Environment.ProcessId}-{metric.Name}.png");
            ((ICurveMetric)metric).Chart()!.Save(path);
            try { Png.Decode(File.ReadAllBytes(path)).Width.ShouldBe(1120); }
            finally { if (Environment.GetEnvironmentVariable("KEEP") is null) File.Delete(path); }
        }
    }

    [Fact]
    public void Less_of_an_error_is_better()
    {
        new Goal("mean_squared_error").Maximize.ShouldBeFalse();
        new Goal("brier_loss").Maximize.ShouldBeFalse();
        new Goal("r2").Maximize.ShouldBeTrue();
    }
}

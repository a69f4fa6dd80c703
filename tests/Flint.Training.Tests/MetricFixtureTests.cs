using System.Text.Json;
using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

/// <summary>Metrics against scikit-learn, whole and merged of three parts.</summary>
public sealed class MetricFixtureTests
{
    static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "fixtures", "metrics.json"))).RootElement;

    [Fact]
    public void Several_classes_agree()
    {
        foreach (var c in Root.GetProperty("multi").EnumerateArray())
        {
            var classes = c.GetProperty("classes").GetInt32();
            var rows = c.GetProperty("logits").EnumerateArray().Select(Numbers).ToArray();
            var (outputs, targets) = (Tensor.From(rows.SelectMany(r => r).ToArray(), [rows.Length, classes]), Targets(c));
            var values = c.GetProperty("values");
            Agree(outputs, targets, values.GetProperty("accuracy"), () => new Accuracy());
            Agree(outputs, targets, values.GetProperty("top2_accuracy"), () => new TopKAccuracy(2));
            Agree(outputs, targets, values.GetProperty("log_loss"), () => new LogLoss(OutputKind.Logits));
            Agree(outputs, targets, values.GetProperty("brier_loss"), () => new BrierLoss(OutputKind.Logits));
            Agree(outputs, targets, values.GetProperty("ece"), () => new CalibrationError(OutputKind.Logits, 10));
            Agree(outputs, targets, values.GetProperty("mce"), () => new CalibrationError(OutputKind.Logits, 10, maximum: true));
            Agree(outputs, targets, values.GetProperty("auc_macro"), () => new RocAuc(OutputKind.Logits, classes));
            Agree(outputs, targets, values.GetProperty("auc_weighted"), () => new RocAuc(OutputKind.Logits, classes, Average.Weighted));
            Agree(outputs, targets, values.GetProperty("ap_macro"), () => new AveragePrecision(OutputKind.Logits, classes));
            Agree(outputs, targets, values.GetProperty("ap_weighted"), () => new AveragePrecision(OutputKind.Logits, classes, Average.Weighted));
            ByClass(outputs, targets, values, classes, null);
            var probabilities = outputs.Softmax(1);
            Agree(probabilities, targets, values.GetProperty("log_loss"), () => new LogLoss(OutputKind.Probabilities));
            Agree(probabilities, targets, values.GetProperty("auc_macro"), () => new RocAuc(OutputKind.Probabilities, classes));
        }
    }

    [Fact]
    public void Two_classes_agree_as_one_number_a_sample()
    {
        foreach (var c in Root.GetProperty("binary").EnumerateArray())
        {
            var logits = Numbers(c.GetProperty("logits"));
            var (outputs, targets) = (Tensor.From(logits, [logits.Length]), Targets(c));
            var values = c.GetProperty("values");
            foreach (var (x, y) in new[] { (outputs, targets), (outputs.Unsqueeze(1), targets), (outputs.Unsqueeze(1), targets.Unsqueeze(1).To(DType.Float32)) })
            {
                Agree(x, y, values.GetProperty("auc"), () => new RocAuc(OutputKind.Logits));
                Agree(x, y, values.GetProperty("ap"), () => new AveragePrecision(OutputKind.Logits));
                Agree(x, y, values.GetProperty("log_loss"), () => new LogLoss(OutputKind.Logits));
                Agree(x, y, values.GetProperty("brier_loss"), () => new BrierLoss(OutputKind.Logits));
                Agree(x, y, values.GetProperty("accuracy"), () => new BinaryAccuracy(0));
                Agree(x.Sigmoid(), y, values.GetProperty("log_loss"), () => new LogLoss(OutputKind.Probabilities));
                ByClass(x, y, values, 2, 0);
                ByClass(x.Sigmoid(), y, values, 2, 0.5);
            }
            var pair = Tensor.Stack([Tensor.Zeros([logits.Length], DType.Float64), outputs], 1);
            Agree(pair, targets, values.GetProperty("auc"), () => new RocAuc(OutputKind.Logits));
            Agree(pair, targets, values.GetProperty("log_loss"), () => new LogLoss(OutputKind.Logits));
            Agree(pair, targets, values.GetProperty("brier_loss"), () => new BrierLoss(OutputKind.Logits));
            ByClass(pair, targets, values, 2, null);
            Curves(c, outputs, targets);
        }
    }

    [Fact]
    public void Regression_agrees()
    {
        Func<Metric>[] all = [() => new MeanSquaredError(), () => new RootMeanSquaredError(), () => new MeanAbsoluteError(), () => new MeanAbsolutePercentageError(), () => new SymmetricMeanAbsolutePercentageError(), () => new MedianAbsoluteError(), () => new R2(), () => new ExplainedVariance()];
        foreach (var c in Root.GetProperty("regression").EnumerateArray())
        {
            var (y, p) = (Numbers(c.GetProperty("targets")), Numbers(c.GetProperty("outputs")));
            foreach (var make in all)
            {
                var expected = c.GetProperty("values").GetProperty(make().Name);
                Agree(Tensor.From(p, [p.Length]), Tensor.From(y, [y.Length]), expected, make);
                Agree(Tensor.From(p, [p.Length, 1]), Tensor.From(y, [y.Length]), expected, make);
            }
        }
        var hamming = Root.GetProperty("hamming");
        Tensor Matrix(string name) => Tensor.From(hamming.GetProperty(name).EnumerateArray().SelectMany(Numbers).ToArray(), [6, 4]);
        Agree(Matrix("outputs"), Matrix("targets"), hamming.GetProperty("value"), () => new HammingLoss(0));
    }

    static void ByClass(Tensor outputs, Tensor targets, JsonElement values, int classes, double? threshold)
    {
        foreach (var average in classes == 2 ? [Average.Macro, Average.Weighted, Average.Micro, Average.Binary] : new[] { Average.Macro, Average.Weighted, Average.Micro })
        {
            JsonElement Of(string name) => values.GetProperty($"{name}_{average.ToString().ToLowerInvariant()}");
            Agree(outputs, targets, Of("precision"), () => new Precision(classes, average, threshold));
            Agree(outputs, targets, Of("recall"), () => new Recall(classes, average, threshold));
            Agree(outputs, targets, Of("f1"), () => new F1(classes, average, threshold));
            Agree(outputs, targets, Of("f2"), () => new FBeta(2, classes, average, threshold));
            Agree(outputs, targets, Of("iou"), () => new Jaccard(classes, average, threshold));
        }
        foreach (var weights in Enum.GetValues<KappaWeights>())
            Agree(outputs, targets, values.GetProperty($"kappa_{weights.ToString().ToLowerInvariant()}"), () => new CohenKappa(classes, weights, threshold));
        Agree(outputs, targets, values.GetProperty("matthews"), () => new MatthewsCorrelation(classes, threshold));
        Agree(outputs, targets, values.GetProperty("balanced_accuracy"), () => new BalancedAccuracy(classes, threshold));
        foreach (var (metric, name) in new (ClassMetric, string)[] { (new Precision(classes, threshold: threshold), "precision"), (new Recall(classes, threshold: threshold), "recall"), (new Specificity(classes, threshold: threshold), "specificity") })
        {
            metric.Add(outputs, targets);
            Near(metric.PerClass(), Numbers(values.GetProperty(name + "_each")), name);
        }
    }

    static void Curves(JsonElement c, Tensor outputs, Tensor targets)
    {
        double[] Of(string name) => Numbers(c.GetProperty(name));
        var roc = new RocAuc(OutputKind.Logits);
        roc.Add(outputs, targets);
        Near(roc.Curve().Select(p => p.X), Of("fpr"), "fpr");
        Near(roc.Curve().Select(p => p.Y), Of("tpr"), "tpr");
        Near(roc.Curve().Skip(1).Select(p => p.Threshold), Of("thresholds"), "thresholds");
        var pr = new AveragePrecision(OutputKind.Logits);
        pr.Add(outputs, targets);
        // scikit-learn goes from the lowest threshold up.
        Near(pr.Curve().Reverse().Select(p => p.X), Of("recall"), "recall");
        Near(pr.Curve().Reverse().Select(p => p.Y), Of("precision"), "precision");
        Near(pr.Curve().Reverse().SkipLast(1).Select(p => p.Threshold), Of("pr_thresholds"), "pr thresholds");
        var calibration = new CalibrationError(OutputKind.Logits, 5);
        calibration.Add(outputs, targets);
        Near(calibration.Bins().Select(b => b.Frequency), Of("frequency"), "frequency");
        Near(calibration.Bins().Select(b => b.Confidence), Of("confidence"), "confidence");
    }

    /// <summary>The metric of the whole, of three batches, and of three metrics merged in another order after being saved and restored.</summary>
    static void Agree(Tensor outputs, Tensor targets, JsonElement expected, Func<Metric> make)
    {
        var value = Number(expected);
        var (whole, batches, merged) = (make(), make(), make());
        whole.Value.ShouldBe(double.NaN, whole.Name);
        whole.Add(outputs, targets);
        var (n, parts) = (outputs.Size(0), new List<Metric>());
        foreach (var (from, to) in new[] { (0, n / 3), (n / 3, n / 2), (n / 2, n) })
        {
            var part = make();
            if (from == to) continue;
            part.Add(outputs[from..to], targets[from..to]);
            batches.Add(outputs[from..to], targets[from..to]);
            parts.Add(part);
        }
        foreach (var part in Enumerable.Reverse(parts))
        {
            var restored = make();
            restored.Restore(part.Save());
            merged.Merge(restored);
        }
        Near([whole.Value, batches.Value, merged.Value], [value, value, value], whole.Name);
    }

    static void Near(IEnumerable<double> actual, double[] expected, string what)
    {
        double[] found = [.. actual];
        found.Length.ShouldBe(expected.Length, what);
        for (var i = 0; i < found.Length; i++)
            if (double.IsFinite(expected[i])) found[i].ShouldBe(expected[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])), what);
            else found[i].ShouldBe(expected[i], what);
    }

    static Tensor Targets(JsonElement c) => Tensor.From<long>(Array.ConvertAll(Numbers(c.GetProperty("targets")), v => (long)v));

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!.Replace("inf", "Infinity"), System.Globalization.CultureInfo.InvariantCulture) : value.GetDouble();
}

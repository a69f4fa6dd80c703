using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// A network with 109,386 weights learns 200 handwritten digits by heart; what helps against it: penalties, dropout, stopping early, augmentation.
/// </summary>
public sealed class OverfitStudy : Study<OverfitStudy.Parts>
{
    const int Samples = 200, Validation = 1000;

    /// <inheritdoc/>
    public override string Name => "overfit-study";

    /// <inheritdoc/>
    public override string Summary => "overfitting on 200 digits, with nothing, L1, L2, dropout, early stopping, augmentation: curves and a table";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 60, BatchSize: 20, Lr: 0.001, Seed: 1, Data: Mnist.Name);

    // Data: the first images of the training part, others of it to validate on, and the test part, which decides nothing.

    /// <summary>Images for training, for validation, for the test.</summary>
    public sealed record Parts(Dataset Train, Dataset Validation, TensorDataset Test);

    /// <inheritdoc/>
    protected override Parts Load(string source)
    {
        var folder = IdxFolder.Open(source);
        var all = folder.Train();
        return new(all.Take(Samples), all.Subset([.. Enumerable.Range(Samples, Validation)]), folder.Test());
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Labels(Parts data) => data.Test.Classes;

    /// <inheritdoc/>
    protected override Preprocessing Preprocessing(Parts data) => DrawingPreparation.Of(data.Test, padding: 4);

    // Model.

    /// <summary>784-128 ReLU, 128-64 ReLU, 64-classes, dropout before each layer but the first.</summary>
    public sealed class Mlp(int classes, double dropout = 0) : Module, ILayer
    {
        readonly Linear fc1 = new(28 * 28, 128), fc2 = new(128, 64), fc3 = new(64, classes);
        readonly Dropout drop = new(dropout);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x)
        {
            x = fc1.Forward(x.Flatten(1)).Relu();
            x = fc2.Forward(drop.Forward(x)).Relu();
            return fc3.Forward(drop.Forward(x));
        }
    }

    /// <inheritdoc/>
    protected override ModelInfo Describe(Parts data) => Network.Of(new Mlp(data.Test.Classes.Count), data.Test.Classes.Count).Info;

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new OverfitModel(folder, weights);

    // Remedies: each changes one thing.

    internal sealed record Remedy(string Name)
    {
        internal double L1 { get; init; }
        internal double L2 { get; init; }
        internal double Dropout { get; init; }
        internal bool StopsEarly { get; init; }
        internal bool Augments { get; init; }
    }

    static readonly Remedy[] Remedies =
    [
        new("nothing"), new("L1") { L1 = 2e-4 }, new("L2") { L2 = 1 }, new("dropout") { Dropout = 0.5 }, new("early stopping") { StopsEarly = true },
        new("augmentation") { Augments = true },
    ];

    internal static Trainer Training(Mlp net, RunArguments arguments, Remedy remedy)
    {
        // Penalty and augmentation belong to training: what is measured on other data is the plain loss of plain images.
        Tensor Forward(Tensor x) => net.Forward(remedy.Augments && net.IsTraining ? Augmented(x) : x);
        Tensor Penalised(Tensor y, Tensor t) =>
            remedy.L1 > 0 && net.IsTraining ? Loss.CrossEntropy(y, t) + remedy.L1 * Penalty.L1(net.Parameters()) : Loss.CrossEntropy(y, t);
        return new(net, Forward, Penalised, new AdamW(net.Parameters(), lr: arguments.Lr, weightDecay: remedy.L2))
        {
            Metrics = () => [new Accuracy(), new LogLoss(OutputKind.Logits)],
            Callbacks = remedy.StopsEarly ? [new EarlyStopping(new Goal("val_loss"), patience: 8, restoreBest: true)] : [],
        };
    }

    /// <summary>Each image turned by up to 12 degrees, up to 12% larger or smaller, moved by up to 2 pixels.</summary>
    static Tensor Augmented(Tensor x)
    {
        var n = x.Size(0);
        var (angle, scale) = (Between(-0.21, 0.21), Between(0.88, 1.12));
        var (sin, cos) = (angle.Sin() * scale, angle.Cos() * scale);
        var theta = Tensor.Stack([cos, -sin, Between(-0.14, 0.14), sin, cos, Between(-0.14, 0.14)], 1).Reshape(n, 2, 3);
        // Outside of the image is what black is after normalisation.
        return (x - Black).GridSample(theta.AffineGrid(x.Shape)) + Black;

        Tensor Between(double low, double high) => Tensor.Rand([n]) * (high - low) + low;
    }

    static float Black => Mnist.Normalization.Apply(0, 0);

    // Study: the same initial weights and batches for all, but for what a remedy changes.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, Parts data)
    {
        run.PartCount = Remedies.Length;
        var validation = new DataLoader(data.Validation, batchSize: 1000);
        var results = Remedies.Select(remedy =>
        {
            Random.Seed(run.Arguments.Seed);
            var net = new Mlp(data.Test.Classes.Count, remedy.Dropout);
            var trainer = Training(net, run.Arguments, remedy);
            var part = run.Fit(remedy.Name, trainer, new DataLoader(data.Train, run.Arguments.BatchSize, shuffle: true, seed: run.Arguments.Seed), validation);
            return (Part: part, Train: trainer.Evaluate(new DataLoader(data.Train, batchSize: 1000)), Test: trainer.Evaluate(new DataLoader(data.Test, batchSize: 1000)));
        }).ToArray();

        var best = results.MaxBy(r => r.Part["accuracy"]);
        File.Copy(best.Part.Weights, run.Folder.BestFile, overwrite: true);
        Draw(run, [.. results.Select(r => r.Part)]);
        var figures = results.ToDictionary(r => r.Part.Name.Replace(' ', '_'), r => r.Test.Metrics[0].Value);
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"test accuracy {results[0].Test.Metrics[0].Text} with nothing, {best.Test.Metrics[0].Text} with {best.Part.Name} ({Samples} training images, {best.Test.Count:N0} test images)");
        return new(run.Folder.Path, headline, figures, Tables: [Compared(results)]);
    }

    static ResultTable Compared((StudyPart Part, Evaluation Train, Evaluation Test)[] results) => new(
        "After training", ["against overfitting", "epochs", "train loss", "test loss", "train accuracy", "test accuracy"],
        [.. results.Select(r => (string[])[r.Part.Name, $"{r.Part.History.Count}", Text(r.Train.Loss), Text(r.Test.Loss), r.Train.Metrics[0].Text, r.Test.Metrics[0].Text])]);

    static string Text(double loss) => loss.ToString("f3", CultureInfo.InvariantCulture);

    static void Draw(StudyRun run, StudyPart[] parts) => new ChartGrid
    {
        Title = $"{run.Folder.Config.Recipe}: cross-entropy on {Samples} training images and {Validation:N0} others",
        Charts = [.. parts.Select(part => new LineChart
        {
            Title = part.Name,
            XLabel = "epoch",
            YLabel = "log loss",
            YMin = 0,
            YMax = 1.5,
            Width = 440,
            Height = 300,
            Series = [Curve("training", part, r => r.Metrics["train_log_loss"]), Curve("validation", part, r => r.Metrics["log_loss"])],
        })],
    }.SaveBoth(run.Folder.File("overfitting"));

    static LineSeries Curve(string name, StudyPart part, Func<EpochReport, double> value) =>
        new(name, [.. part.History.Select(r => (double)r.Epoch)], [.. part.History.Select(value)]);
}

using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.IO;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// A perceptron on a table with missing values and categories: the ways of filling compared by stratified 10-fold cross-validation.
/// </summary>
public sealed class TitanicMlp : Study<TableData>
{
    const int Folds = 10;

    /// <inheritdoc/>
    public override string Name => "titanic-mlp";

    /// <inheritdoc/>
    public override string Summary => "perceptron on a table with gaps: who survived the Titanic; ways of filling by 10-fold cross-validation";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 40, BatchSize: 32, Lr: 0.003, Seed: 1, Data: "titanic");

    // Data: passengers with age, sex, fare and the like, some unknown. Also horse-colic, pima, adult, or a CSV file of your own.

    /// <inheritdoc/>
    protected override TableData Load(string source) => TableData.Load(TableTask.Find(source));

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Labels(TableData data) => data.Labels;

    // Model: two hidden layers with dropout.

    /// <summary>features-32 ReLU, dropout 0.3, 32-16 ReLU, 16-classes.</summary>
    public sealed class Mlp(int features, int classes) : Module, ILayer
    {
        readonly Linear fc1 = new(features, 32), fc2 = new(32, 16), fc3 = new(16, classes);
        readonly Dropout dropout = new(0.3);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x) => fc3.Forward(fc2.Forward(dropout.Forward(fc1.Forward(x).Relu())).Relu());
    }

    /// <inheritdoc/>
    protected override ModelInfo Describe(TableData data)
    {
        var pipeline = Filling.Median.Pipeline(data.Features);
        pipeline.Fit(data.Features);
        return Network.Of(new Mlp(pipeline.FeatureNames.Count, data.Labels.Count), data.Labels.Count).Info;
    }

    internal static Trainer Training(Mlp net, RunArguments arguments, int classes) =>
        new(net, net.Forward, Loss.CrossEntropy, new AdamW(net.Parameters(), lr: arguments.Lr, weightDecay: 0.01))
        {
            Metrics = () => [new Accuracy(), new ConfusionMatrix(classes)],
        };

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new TableModel(folder, weights);

    // Study: each way of filling is measured on the same ten folds; what it fills with is learned from a fold's training part alone.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, TableData data)
    {
        run.PartCount = Filling.All.Count * Folds + 1;
        var folds = new StratifiedKFold(Folds, shuffle: true, seed: run.Arguments.Seed).Split(data.Answers);
        var scores = Filling.All.Select(filling => folds.Index().Select(f =>
            Train(run, data, filling, f.Item, $"{filling.Name}, fold {f.Index + 1}").Part["accuracy"]).ToArray()).ToArray();

        // The final model must answer for a single row, so a filling that copies from neighbouring rows is not for it.
        var best = Filling.All.Index().Where(f => f.Item.Neighbours is null).MaxBy(f => scores[f.Index].Average());
        var (part, pipeline) = Train(run, data, best.Item, TestPart(data), "final", new RunPictures(run.Folder));
        File.Copy(part.Weights, run.Folder.BestFile, overwrite: true);
        AtomicFile.Write(TableModel.ColumnsFile(run.Folder), pipeline.ToJson());
        Draw(run, scores);

        var (mean, spread) = (scores[best.Index].Average(), Statistics.SampleStd(scores[best.Index]));
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"{Folds}-fold accuracy {mean:p2}, standard deviation {spread:p2}, by '{best.Item.Name}'; final model {part["accuracy"]:p2} on {part.Evaluation.Count:N0} rows held out");
        var figures = new Dictionary<string, double> { ["accuracy"] = mean, ["accuracy_std"] = spread, ["final_accuracy"] = part["accuracy"] };
        return new(run.Folder.Path, headline, figures, Tables: [Compared(scores)]);
    }

    static (StudyPart Part, TablePipeline Pipeline) Train(StudyRun run, TableData data, Filling filling, DataSplit fold, string name, params Callback[] callbacks)
    {
        var (train, test) = (data.Features.Take(fold.Train), data.Features.Take(fold.Test));
        var rows = fold.Train;
        if (filling.Neighbours is { } neighbours) (train, test) = (neighbours(train), neighbours(test));
        if (filling.DropsRows)
        {
            var kept = train.DropMissingColumns(0.5).Names;
            rows = [.. Enumerable.Range(0, rows.Length).Where(i => kept.All(n => !train[n].IsMissing(i))).Select(i => rows[i])];
            train = train.Select(kept).DropMissing();
            test = test.Select(kept);
        }
        var pipeline = filling.Pipeline(train);
        var inputs = pipeline.FitTransform(train);

        Random.Seed(run.Arguments.Seed);
        var net = new Mlp(pipeline.FeatureNames.Count, data.Labels.Count);
        var loader = new DataLoader(new TensorDataset(inputs, data.Targets(rows)), run.Arguments.BatchSize, shuffle: true, seed: run.Arguments.Seed);
        var held = new DataLoader(new TensorDataset(pipeline.Transform(test), data.Targets(fold.Test)), batchSize: 1024);
        var trainer = Training(net, run.Arguments, data.Labels.Count);
        foreach (var callback in callbacks) trainer.Callbacks.Add(callback);
        return (run.Fit(name, trainer, loader, held), pipeline);
    }

    /// <summary>A fifth of the rows, which the final model does not see.</summary>
    internal static DataSplit TestPart(TableData data) => TrainTestSplit.Stratified(data.Answers, testFraction: 0.2, seed: 0);

    static ResultTable Compared(double[][] scores) => new($"Accuracy by {Folds}-fold cross-validation", ["missing values", "mean", "std", "lowest", "highest"],
        [.. Filling.All.Index().Select(f => (string[])[f.Item.Name, Percent(scores[f.Index].Average()), Percent(Statistics.SampleStd(scores[f.Index])), Percent(scores[f.Index].Min()), Percent(scores[f.Index].Max())])]);

    static void Draw(StudyRun run, double[][] scores) => new BarChart
    {
        Title = $"{run.Folder.Config.Recipe}, {run.Arguments.Data}: accuracy by way of filling",
        Labels = [.. Filling.All.Select(f => f.Name)],
        Values = [.. scores.Select(s => s.Average())],
        Spreads = [.. scores.Select(Statistics.SampleStd)],
        YMin = Math.Floor(scores.Min(s => s.Average() - Statistics.SampleStd(s)) * 10) / 10,
        YLabel = "accuracy, mean and standard deviation",
        Width = 860,
    }.SaveBoth(run.Folder.File("filling"));

    static string Percent(double share) => share.ToString("p1", CultureInfo.InvariantCulture);
}

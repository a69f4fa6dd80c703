using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>
/// <see cref="PhotosTransfer"/> judged by cross-validation, for few photos: those of train and test together, in five parts that each hold the
/// classes in the same shares; a network for each part, trained on the other four.
/// </summary>
public sealed class PhotosFolds : Study<ImageList>
{
    const int Folds = 5;

    /// <inheritdoc/>
    public override string Name => "photos-folds";

    /// <inheritdoc/>
    public override string Summary => "photos-transfer in 5-fold cross-validation: ants and bees, or your own folders of photos";

    /// <inheritdoc/>
    public override RunArguments Defaults => new PhotosTransfer().Defaults with { Epochs = 8, Data = "hymenoptera" };

    // Data: all photos there are.

    /// <inheritdoc/>
    protected override ImageList Load(string source) => All(source);

    static ImageList All(string source)
    {
        var parts = ImageFolder.Open(source);
        return new([.. parts.Train().Files, .. parts.Test().Files], parts.Classes);
    }

    static DataSplit[] Split(ImageList photos, RunArguments arguments) =>
        new StratifiedKFold(Folds, shuffle: true, arguments.Seed).Split([.. photos.Files.Select(f => f.Label)]);

    static ImageList Part(ImageList photos, int[] indices) => new([.. indices.Select(i => photos.Files[i])], photos.Classes);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Labels(ImageList data) => data.Classes;

    /// <inheritdoc/>
    protected override Preprocessing Preprocessing(ImageList data) => new PhotosTransfer().Preprocessing(data, Defaults);

    // Model: as in photos-transfer. eval and predict use the network of the first fold, eval on the photos it has not seen.

    /// <inheritdoc/>
    protected override ModelInfo Describe(ImageList data) => new PhotosTransfer().Model(data.Classes.Count).Info;

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new FirstFold(folder, weights);

    sealed class FirstFold(RunFolder folder, string weights) : Classifier(new PhotosTransfer(), folder, weights)
    {
        private protected override Dataset TestData(RunArguments arguments)
        {
            var photos = All(arguments.Data);
            return PhotosTransfer.Plain(arguments.Data == Folder.Config.Arguments.Data ? Part(photos, Split(photos, arguments)[0].Test) : photos, arguments);
        }
    }

    // Study.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, ImageList data)
    {
        run.PartCount = Folds;
        var parts = Split(data, run.Arguments).Index().Select(fold => Train(run, data, fold.Item, $"fold {fold.Index + 1}")).ToArray();
        File.Copy(parts[0].Weights, run.Folder.BestFile, overwrite: true);
        double[] accuracies = [.. parts.Select(p => p["accuracy"])];
        Draw(run, parts);
        var (mean, spread) = (accuracies.Average(), Statistics.SampleStd(accuracies));
        var headline = string.Create(CultureInfo.InvariantCulture, $"{Folds}-fold accuracy {mean:p1}, standard deviation {spread:p1}, on {data.Count} photos");
        var table = new ResultTable("Accuracy after the last epoch, on photos not seen", ["fold", "photos", "accuracy"],
            [.. parts.Select(p => (string[])[p.Name, $"{p.Evaluation.Count}", p["accuracy"].ToString("p1", CultureInfo.InvariantCulture)])]);
        return new(run.Folder.Path, headline, new Dictionary<string, double> { ["accuracy"] = mean, ["accuracy_std"] = spread }, Tables: [table]);
    }

    static StudyPart Train(StudyRun run, ImageList data, DataSplit fold, string name)
    {
        Random.Seed(run.Arguments.Seed);
        var net = new TransferNet(data.Classes.Count);
        net.LoadBody();
        var train = new DataLoader(
            PhotosTransfer.Changed(Part(data, fold.Train), run.Arguments), run.Arguments.BatchSize, shuffle: true, seed: run.Arguments.Seed, workers: 2);
        var held = new DataLoader(PhotosTransfer.Plain(Part(data, fold.Test), run.Arguments), run.Arguments.BatchSize);
        return run.Fit(name, PhotosTransfer.Fitting(net, data.Classes.Count, run.Arguments), train, held);
    }

    static void Draw(StudyRun run, StudyPart[] parts) => new LineChart
    {
        Title = $"{run.Folder.Config.Recipe}, {run.Arguments.Data}: accuracy on photos not seen",
        XLabel = "epoch",
        YLabel = "accuracy",
        YMax = 1,
        Series = [.. parts.Select(p => new LineSeries(p.Name, [.. p.History.Select(r => (double)r.Epoch)], [.. p.History.Select(r => r.Metrics["accuracy"])]))],
    }.SaveBoth(run.Folder.File("folds"));
}

using System.Globalization;
using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>Finding pedestrians on street photos, measured by five-fold cross-validation: picture i, by name, is tested in fold i mod 5.</summary>
public sealed class PedestriansDetect : Study<BoxedPictures>
{
    const int Folds = 5;

    // A picture has so many views; in epochs beyond, they come again.
    const int Views = 24;

    /// <inheritdoc/>
    public override string Name => "pedestrians-detect";

    /// <inheritdoc/>
    public override string Summary => "boxes around pedestrians: an anchor-free detector on a MobileNetV2 of ImageNet, in five folds";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 24, BatchSize: 8, Lr: 0.002, Seed: 1, Data: PennFudan.Name);

    // Data: photos with boxes; see BoxedPictures for the views that the network is shown.

    /// <inheritdoc/>
    protected override BoxedPictures Load(string source) => BoxedPictures.Load(source);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Labels(BoxedPictures data) => data.Classes;

    /// <inheritdoc/>
    protected override Preprocessing Preprocessing(BoxedPictures data) =>
        new([PictureView.Size, PictureView.Size], 3, BoxedPictures.Scaling.Scale, BoxedPictures.Scaling.Mean, BoxedPictures.Scaling.Std, Padding: 0);

    internal static int[] TestPart(BoxedPictures data, int fold) => [.. Enumerable.Range(0, data.Count).Where(i => i % Folds == fold)];

    // Model: DetectorNet has it.

    /// <inheritdoc/>
    protected override ModelInfo Describe(BoxedPictures data) => Network.Of(new DetectorNet(), data.Classes.Count).Info;

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new Detector(folder, weights);

    // Training: the head, and with a tenth of the rate the upper part of the body.

    internal static Trainer Training(DetectorNet net, Func<Tensor, Tensor> forward, RunArguments arguments, int stepsPerEpoch)
    {
        var optimizer = new AdamW(
            [new ParameterGroup(net.Head, lr: arguments.Lr), new ParameterGroup(net.Body, lr: arguments.Lr / 10)], lr: arguments.Lr, weightDecay: 0.01);
        return new(net, forward, CellAnswers.LossOf, optimizer)
        {
            Schedule = new CosineAnnealingLr(optimizer, tMax: arguments.Epochs * stepsPerEpoch),
            Metrics = () => [new BoxPrecision("ap50", 0.5f), new BoxPrecision("ap")],
            ClipNorm = 10,
        };
    }

    // Study: what the frozen layers see of the views is computed once, and serves all folds.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, BoxedPictures data)
    {
        run.PartCount = Folds;
        var times = Math.Min(Views, run.Arguments.Epochs);
        var body = NewNet(run.Arguments);
        var (changed, whole) = (Seen(body, new ChangedViews(data, times), run.Arguments.Seed), Seen(body, new WholeViews(data), seed: 0));
        var pictures = new DetectionPictures(data);
        var parts = Enumerable.Range(0, Folds).Select(fold =>
        {
            var test = TestPart(data, fold);
            int[] train = [.. Enumerable.Range(0, data.Count).Except(test)];
            var net = NewNet(run.Arguments);
            var loader = new DataLoader(changed, run.Arguments.BatchSize, seed: run.Arguments.Seed, sampler: new ViewSampler(train, times));
            var part = run.Fit($"fold {fold + 1}", Training(net, net.Upper, run.Arguments, loader.Count), loader, new DataLoader(whole.Subset(test), batchSize: 16));
            pictures.Add(net, whole, test);
            return part;
        }).ToArray();

        File.Copy(parts[0].Weights, run.Folder.BestFile, overwrite: true);
        pictures.Draw(run.Folder, TestPart(data, 0));
        var figures = new Dictionary<string, double>
        {
            ["ap50"] = parts.Average(p => p["ap50"]), ["ap50_std"] = Statistics.SampleStd([.. parts.Select(p => p["ap50"])]), ["ap"] = parts.Average(p => p["ap"]),
        };
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"AP50 {figures["ap50"]:p1}, standard deviation {figures["ap50_std"]:p1}, AP50:95 {figures["ap"]:p1}, means of {Folds} folds ({data.Count} pictures, {data.Annotations.Sum(a => a.Objects.Count)} objects)");
        return new(run.Folder.Path, headline, figures, Tables: [new("Held-out pictures", ["fold", "pictures", "AP50", "AP50:95"],
            [.. parts.Select(p => (string[])[p.Name, $"{p.Evaluation.Count}", p.Evaluation.Metrics[0].Text, p.Evaluation.Metrics[1].Text])])]);
    }

    // The same weights at the start of every fold.
    static DetectorNet NewNet(RunArguments arguments)
    {
        Random.Seed(arguments.Seed);
        var net = new DetectorNet();
        net.LoadBody();
        return net;
    }

    static TensorDataset Seen(DetectorNet net, Dataset views, long seed)
    {
        using var _ = new NoGrad();
        var (inputs, targets) = (new List<Tensor>(), new List<Tensor>());
        foreach (var batch in new DataLoader(views, batchSize: 16, seed: seed, workers: 2))
        {
            inputs.Add(net.Lower(batch.Inputs));
            targets.Add(batch.Targets);
        }
        return new(Tensor.Concat(inputs), Tensor.Concat(targets));
    }
}

using Flint.Data;
using Flint.Imaging;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>A class for every pixel: road scenes in eleven classes (CamVid), or pedestrians and what is around them (Penn-Fudan).</summary>
public sealed class PedestriansSegment : SupervisedRecipe
{
    // The U-Net of the paper has 64.
    const int Width = 16;

    /// <inheritdoc/>
    public override string Name => "pedestrians-segment";

    /// <inheritdoc/>
    public override string Summary => "a U-Net gives every pixel its class: road scenes (camvid) or pedestrians (penn-fudan)";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 12, BatchSize: 4, Lr: 0.002, Seed: 1, Data: CamVid.Name, StepsPerEpoch: 25);

    // Data: pictures at half their size, a random part of each, mirrored half of the time.

    /// <inheritdoc/>
    public override Dataset TrainData(RunArguments arguments) => Scaled(arguments.Data, SegmentationData.Of(arguments.Data).Train);

    /// <inheritdoc/>
    public override Dataset TestData(RunArguments arguments) => Scaled(arguments.Data, SegmentationData.Of(arguments.Data).Test);

    static ScaledPictures Scaled(string source, Func<string, IReadOnlyList<LabelledPixels>> part) => new(part(source), SegmentationData.Of(source));

    /// <inheritdoc/>
    public override Dataset Augmented(Dataset train, RunArguments arguments) => new ChangedPictures((ScaledPictures)train);

    /// <inheritdoc/>
    public override int EvaluationBatch => 2;

    /// <inheritdoc/>
    public override Preprocessing Preprocessing(Dataset data, RunArguments arguments)
    {
        var (set, scaling) = (SegmentationData.Of(data.Classes), SegmentationData.Scaling);
        return new([set.Height, set.Width], 3, scaling.Scale, scaling.Mean, scaling.Std, Padding: 0);
    }

    /// <inheritdoc/>
    public override Tensor ReadInput(string path, RunConfig config) => PhotoPreparation.Apply(ImageReader.Default.Read(path), config.Preprocessing!);

    // Model.

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new UNet(classes, inChannels: 3, Width), classes);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new Segmenter(this, folder, weights);

    // Training: cross-entropy of the pixels that have a class.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var (none, optimizer) = (network.Classes, new AdamW(network.Module.Parameters(), lr: arguments.Lr, weightDecay: 0.01));
        return new(network.Module, network.Forward, (y, t) => Loss.CrossEntropy(y, t, ignoreIndex: none), optimizer)
        {
            Schedule = new CosineAnnealingLr(optimizer, tMax: arguments.Epochs * stepsPerEpoch),
            Metrics = () => [new Jaccard(network.Classes, Average.Macro, ignoreIndex: none), new Accuracy(none), new ConfusionMatrix(network.Classes, none)],
        };
    }

    /// <summary>The last weights are kept: choosing by so few test pictures would flatter the result.</summary>
    public override Goal Goal => new("epoch");

    /// <inheritdoc/>
    public override void Draw(RunFolder folder, Network network, Dataset test, Evaluation result) => SegmentationPictures.Draw(folder, network, (ScaledPictures)test, result);
}

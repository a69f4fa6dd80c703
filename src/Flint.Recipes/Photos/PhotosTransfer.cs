using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>
/// Transfer learning: a network that knows ImageNet tells other things apart after a minute with some hundred photos of them. Photos are read
/// from <c>train/CLASS/*.jpg</c> and <c>test/CLASS/*.jpg</c>; there may be any number of classes.
/// </summary>
public sealed class PhotosTransfer : SupervisedRecipe
{
    const string Classic = "classic";

    /// <inheritdoc/>
    public override string Name => "photos-transfer";

    /// <inheritdoc/>
    public override string Summary => "a new head on a MobileNetV2 of ImageNet, then its last blocks: cats and dogs, or your own folders of photos";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 12, BatchSize: 20, Lr: 0.001, Seed: 1, Data: "cats-dogs", Preset: "imagenet");

    /// <inheritdoc/>
    public override IReadOnlyList<Preset> Presets =>
    [
        new("224 x 224 pixels from -1 to 1, as the pretrained weights expect", Defaults),
        new("150 x 150 pixels from 0 to 1, as tutorials have it", Defaults with { Preset = Classic }),
    ];

    // Data: photos [N, 3, size, size], each sheared, zoomed and mirrored anew in every epoch.

    static int Size(RunArguments arguments) => arguments.Preset == Classic ? 150 : 224;

    static Normalization Scaling(RunArguments arguments) => arguments.Preset == Classic ? Normalization.Unit : new(1.0 / 255, [0.5f], [0.5f]);

    internal static Dataset Plain(ImageList photos, RunArguments arguments) => new Photos(photos, Size(arguments), Scaling(arguments));

    internal static Dataset Changed(ImageList photos, RunArguments arguments) =>
        new Photos(photos, Size(arguments), Scaling(arguments), new RandomKerasAffine(shearRange: 0.2, zoomRange: 0.2), new RandomHorizontalFlip());

    /// <inheritdoc/>
    public override Dataset TrainData(RunArguments arguments) => Plain(ImageFolder.Open(arguments.Data).Train(), arguments);

    /// <inheritdoc/>
    public override Dataset Augmented(Dataset train, RunArguments arguments) => Changed(((Photos)train).Files, arguments);

    /// <inheritdoc/>
    public override Dataset TestData(RunArguments arguments) => Plain(ImageFolder.Open(arguments.Data).Test(), arguments);

    /// <inheritdoc/>
    public override int Workers => 2;

    /// <inheritdoc/>
    public override int EvaluationBatch => 20;

    /// <inheritdoc/>
    public override Preprocessing Preprocessing(Dataset data, RunArguments arguments)
    {
        var (size, scaling) = (Size(arguments), Scaling(arguments));
        return new([size, size], 3, scaling.Scale, scaling.Mean, scaling.Std, Padding: 0);
    }

    /// <inheritdoc/>
    public override Tensor ReadInput(string path, RunConfig config) => PhotoPreparation.Apply(ImageReader.Default.Read(path), config.Preprocessing!);

    // Model: TransferNet has it.

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new TransferNet(classes), classes);

    /// <inheritdoc/>
    public override void Initialize(Network network) => ((TransferNet)network.Module).LoadBody();

    // Training: the head for two thirds of the epochs; then, with a hundredth of the rate, the last blocks with it.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch) => Fitting((TransferNet)network.Module, network.Classes, arguments);

    internal static Trainer Fitting(TransferNet net, int classes, RunArguments arguments)
    {
        var optimizer = new Adam([new ParameterGroup(net.Head, lr: arguments.Lr), new ParameterGroup(net.Top, lr: arguments.Lr / 100)], lr: arguments.Lr);
        return new(net, net.Forward, Loss.CrossEntropy, optimizer)
        {
            Metrics = () => [new Accuracy(), new ConfusionMatrix(classes)],
            Callbacks = [new FineTuning(net, fromEpoch: arguments.Epochs * 2 / 3)],
        };
    }

    // Before the first epoch, also of a resumed run, and after each, for the next.
    sealed class FineTuning(TransferNet net, int fromEpoch) : Callback
    {
        public override void OnStart(Trainer trainer) => Unfreeze(trainer);

        public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => Unfreeze(trainer);

        void Unfreeze(Trainer trainer)
        {
            if (trainer.Position.Epoch >= fromEpoch) net.FineTune();
        }
    }
}

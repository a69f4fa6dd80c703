using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>What happens in a short video: which digit moves, and where. Convolutions look at each frame, an LSTM at their order.</summary>
public sealed class VideoEvents : SupervisedRecipe
{
    /// <summary>Frames of a video, and pixels of a frame's side, that the network sees.</summary>
    internal const int Frames = 10, Size = 40;

    const int TrainCount = 16_000, TestCount = 2_000;

    /// <inheritdoc/>
    public override string Name => "video-events";

    /// <inheritdoc/>
    public override string Summary => "videos of moving digits: which digit, and in which of 8 directions; frame encoder and LSTM";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 5, BatchSize: 64, Lr: 0.003, Seed: 1, Data: Mnist.Name);

    // Data: real handwritten digits set in motion; those of the test videos are from the test part, written by other people.

    /// <inheritdoc/>
    public override Dataset TrainData(RunArguments arguments) => new MovingDigits(IdxFolder.Open(arguments.Data).Train(), TrainCount, seed: 1, Frames, Size);

    /// <inheritdoc/>
    public override Dataset TestData(RunArguments arguments) => new MovingDigits(IdxFolder.Open(arguments.Data).Test(), TestCount, seed: 2, Frames, Size);

    /// <inheritdoc/>
    public override Tensor ReadInput(string path, RunConfig config) => VideoPreparation.Input(path);

    // Model: [N, 10, 1, 40, 40] to scores of digits and of directions beside each other.

    /// <summary>Of each frame: conv 1-16-32-64 (3x3, stride 2, batch normalisation, ReLU), 1600-96 ReLU. Over frames: LSTM 96-128, its last output to the classes.</summary>
    public sealed class VideoNet(int classes) : Module, ILayer
    {
        readonly Conv2d conv1 = Conv(1, 16), conv2 = Conv(16, 32), conv3 = Conv(32, 64);
        readonly BatchNorm2d bn1 = new(16), bn2 = new(32), bn3 = new(64);
        readonly Linear frame = new(64 * (Size / 8) * (Size / 8), 96), fc = new(128, classes);
        readonly Lstm lstm = new(96, 128, batchFirst: true);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x)
        {
            var (n, frames) = (x.Size(0), x.Size(1));
            x = x.Flatten(0, 1);                                         // [N * frames, 1, 40, 40]
            x = bn1.Forward(conv1.Forward(x)).Relu();                    // [..., 16, 20, 20]
            x = bn2.Forward(conv2.Forward(x)).Relu();                    // [..., 32, 10, 10]
            x = bn3.Forward(conv3.Forward(x)).Relu();                    // [..., 64, 5, 5]
            x = frame.Forward(x.Flatten(1)).Relu().Reshape(n, frames, -1);
            return fc.Forward(lstm.Forward(x).Output.Select(1, frames - 1));
        }

        static Conv2d Conv(int from, int to) => new(from, to, kernel: 3, stride: 2, padding: 1, bias: false);
    }

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new VideoNet(classes), classes);

    // Training: the sum of both cross-entropies. Evaluation: how often the digit is right, the direction, and both.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var heads = VideoHead.Of(network.Classes);
        var optimizer = new AdamW(network.Module.Parameters(), lr: arguments.Lr, weightDecay: 0.01);
        return new(network.Module, network.Forward, (y, t) => heads.Select(h => Loss.CrossEntropy(h.Scores(y), h.Target(t))).Aggregate((a, b) => a + b), optimizer)
        {
            Schedule = new OneCycleLr(optimizer, maxLr: arguments.Lr, totalSteps: arguments.Epochs * stepsPerEpoch, cycleMomentum: false),
            Metrics = () => [new HeadAccuracy("accuracy", heads), .. heads.Select(h => new HeadAccuracy($"{h.Name}_accuracy", [h]))],
            ClipNorm = 1,
        };
    }

    /// <inheritdoc/>
    public override void Draw(RunFolder folder, Network network, Dataset test, Evaluation result) => VideoPictures.Draw(folder, network, test);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new VideoClassifier(this, folder, weights);
}

using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>The classic perceptron 1000-500-250-10 on spoken digits: 40 log-mel bands by 25 frames of each recording.</summary>
public sealed class BigModelMlp : SupervisedRecipe
{
    /// <inheritdoc/>
    public override string Name => "bigmodel-mlp";

    /// <inheritdoc/>
    public override string Summary => "perceptron 1000-500-250-10 on log-mel spectra of 900 spoken digits; seconds";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 30, BatchSize: 32, Lr: 0.001, Seed: 1, Data: SpokenDigits.Name);

    // Data: recordings 5 and up of each speaker and digit are for training, 0 to 4 for testing; the speakers are the same.

    /// <inheritdoc/>
    public override Dataset TrainData(RunArguments arguments) => SpokenDigits.Load(arguments.Data, test: false);

    /// <inheritdoc/>
    public override Dataset TestData(RunArguments arguments) => SpokenDigits.Load(arguments.Data, test: true);

    /// <inheritdoc/>
    public override Tensor ReadInput(string path, RunConfig config) => SpokenDigits.Input(path);

    // Model.

    /// <summary>1000-500 ReLU, 500-250 ReLU, 250-classes.</summary>
    public sealed class BigModel(int classes) : Module, ILayer
    {
        readonly Linear fc1 = new(SpokenDigits.Features, 500), fc2 = new(500, 250), fc3 = new(250, classes);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x) => fc3.Forward(fc2.Forward(fc1.Forward(x).Relu()).Relu());
    }

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new BigModel(classes), classes);

    // Training and evaluation.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch) =>
        new(network.Module, network.Forward, Loss.CrossEntropy, new Adam(network.Module.Parameters(), lr: arguments.Lr))
        {
            Metrics = () => [new Accuracy(), new ConfusionMatrix(network.Classes)],
        };
}

using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A perceptron with one hidden layer on the 8x8 optical digits: trains in seconds, the first recipe to read.</summary>
public sealed class DigitsMlp : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "digits-mlp";

    /// <inheritdoc/>
    public override string Summary => "perceptron 64-64-10 on the 3,823 optical digits of 8x8 pixels; seconds";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 15, BatchSize: 32, Lr: 0.003, Seed: 1, Data: Digits.Name);

    // Data: counts of drawn pixels, 0 to 16, as images [N, 1, 8, 8], and labels [N].

    /// <inheritdoc/>
    public override TensorDataset TrainData(RunArguments arguments) => arguments.Data == Digits.Name ? Digits.Train() : Digits.Train(arguments.Data);

    /// <inheritdoc/>
    public override TensorDataset TestData(RunArguments arguments) => arguments.Data == Digits.Name ? Digits.Test() : Digits.Test(arguments.Data);

    // Model.

    /// <summary>64-64 ReLU, 64-classes.</summary>
    public sealed class Mlp(int classes) : Module, ILayer
    {
        readonly Linear fc1 = new(8 * 8, 64), fc2 = new(64, classes);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x) => fc2.Forward(fc1.Forward(x.Flatten(1)).Relu());
    }

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new Mlp(classes), classes);

    // Training and evaluation.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch) =>
        new(network.Module, network.Forward, Loss.CrossEntropy, new Adam(network.Module.Parameters(), lr: arguments.Lr))
        {
            Metrics = () => [new Accuracy(), new ConfusionMatrix(network.Classes)],
        };
}

using Flint.Data;
using Flint.NN;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>One network, trained on inputs with known answers and measured on others: <c>DigitsMlp</c> is the shortest.</summary>
public abstract class SupervisedRecipe : Recipe
{
    /// <summary>The training examples of the data set that <see cref="RunArguments.Data"/> names.</summary>
    public abstract Dataset TrainData(RunArguments arguments);

    /// <summary>The examples that the model is measured on after each epoch.</summary>
    public abstract Dataset TestData(RunArguments arguments);

    /// <summary>Parts of the test examples, by name, that the finished model is measured on one by one; none where they are all alike.</summary>
    /// <param name="test">What <see cref="TestData"/> gave.</param>
    /// <param name="arguments">With what arguments.</param>
    public virtual IReadOnlyList<(string Name, Dataset Data)> TestParts(Dataset test, RunArguments arguments) => [];

    /// <summary>Puts pretrained weights into a new model, where the recipe begins with some.</summary>
    /// <exception cref="NotFoundException">The weights are not there.</exception>
    public virtual void Initialize(Network network) { }

    /// <summary>The training examples as they are learned from: changed anew in each epoch, where the recipe augments them.</summary>
    public virtual Dataset Augmented(Dataset train, RunArguments arguments) => train;

    /// <summary>Threads that make training batches: more than 1 where an example costs time, as a photo does.</summary>
    public virtual int Workers => 1;

    /// <summary>Examples per batch where the model is only measured.</summary>
    public virtual int EvaluationBatch => 256;

    /// <summary>A new model with random weights.</summary>
    public abstract Network Model(int classes);

    /// <summary>How the model is trained and measured.</summary>
    /// <param name="network">The model.</param>
    /// <param name="arguments">Epochs, learning rate and the rest.</param>
    /// <param name="stepsPerEpoch">For schedules that change the learning rate each step.</param>
    public abstract Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch);

    /// <summary>A file as the model's input, [1, ...], for <c>flint predict</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">What the run was started with.</param>
    public abstract Tensor ReadInput(string path, RunConfig config);

    /// <inheritdoc/>
    public override bool CountsSteps => true;

    /// <summary>What decides which epoch is the best.</summary>
    public virtual Goal Goal => new();

    /// <summary>What inputs are put through, where they are images.</summary>
    public virtual Preprocessing? Preprocessing(Dataset data, RunArguments arguments) => null;

    /// <summary>Pictures of the recipe's own, besides curves and the confusion matrix, that the finished run keeps; none unless a recipe has some.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="network">The model with its best weights.</param>
    /// <param name="test">What <see cref="TestData"/> gave.</param>
    /// <param name="result">What the model is worth on it.</param>
    public virtual void Draw(RunFolder folder, Network network, Dataset test, Evaluation result) { }

    /// <inheritdoc/>
    public override RecipeRun Prepare(RunArguments arguments, RunPlace place) => new SupervisedRun(this, arguments, place);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new Classifier(this, folder, weights);
}

/// <summary>A module and its forward pass, as training and prediction need them.</summary>
/// <param name="Module">What holds the weights.</param>
/// <param name="Forward">Inputs to logits: [N, ...] to [N, classes].</param>
/// <param name="Classes">How many classes it tells apart; 0 where its outputs are no classes.</param>
public sealed record Network(Module Module, Func<Tensor, Tensor> Forward, int Classes)
{
    /// <summary>A module that is a layer: <c>Network.Of(new ConvNet(10), 10)</c>.</summary>
    public static Network Of<T>(T module, int classes) where T : Module, ILayer => new(module, module.Forward, classes);

    /// <summary>What config.json says of it.</summary>
    public ModelInfo Info => new(Module.GetType().Name, Classes, Module.Parameters().Sum(p => p.Count));
}

using Flint.Data;
using Flint.NN;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// A complete system that <c>flint train NAME</c> runs: data, model, training, evaluation, in this order in one short file. To
/// add one, derive from this class and add a line to <see cref="RecipeList"/>.
/// </summary>
public abstract class Recipe
{
    /// <summary>The name on the command line, such as <c>mnist-convnet</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>The arguments it runs with unless others are given.</summary>
    public abstract RunArguments Defaults { get; }

    /// <summary>The training images of the data set of this name or in this folder.</summary>
    public abstract TensorDataset TrainData(string source);

    /// <summary>The images that the model is measured on after each epoch.</summary>
    public abstract TensorDataset TestData(string source);

    /// <summary>A new model with random weights.</summary>
    public abstract Network Model(int classes);

    /// <summary>How the model is trained and measured.</summary>
    /// <param name="network">The model.</param>
    /// <param name="arguments">Epochs, learning rate and the rest.</param>
    /// <param name="stepsPerEpoch">For schedules that change the learning rate each step.</param>
    public abstract Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch);

    /// <summary>Empty pixels that the images of this data have on each side, for <c>flint predict</c> to imitate.</summary>
    public virtual int Padding(string source) => 0;
}

/// <summary>A module and its forward pass, as training and prediction need them.</summary>
/// <param name="Module">What holds the weights.</param>
/// <param name="Forward">Inputs to logits: [N, channels, height, width] to [N, classes].</param>
/// <param name="Classes">How many classes it tells apart.</param>
public sealed record Network(Module Module, Func<Tensor, Tensor> Forward, int Classes)
{
    /// <summary>A module that is a layer: <c>Network.Of(new ConvNet(10), 10)</c>.</summary>
    public static Network Of<T>(T module, int classes) where T : Module, ILayer => new(module, module.Forward, classes);
}

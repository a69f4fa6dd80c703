using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A network that a supervised recipe has trained to tell classes apart.</summary>
public class Classifier : TrainedModel
{
    readonly SupervisedRecipe recipe;
    readonly Network network;

    internal Classifier(SupervisedRecipe recipe, RunFolder folder, string weights) : base(folder)
    {
        this.recipe = recipe;
        network = recipe.Model(folder.Config.Labels.Count);
        network.Module.Load(weights);
        network.Module.Eval();
    }

    /// <inheritdoc/>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var arguments = Folder.Config.Arguments;
        var trainer = recipe.Training(network, arguments, stepsPerEpoch: 1);
        return trainer.Evaluate(new DataLoader(TestData(arguments with { Data = data ?? arguments.Data }), recipe.EvaluationBatch), cancel);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Prediction> Predict(string path) => ClassPrediction.Of(Outputs(path), Folder.Config.Labels, _ => path);

    /// <summary>What the network gives for a file, [1, classes].</summary>
    private protected Tensor Outputs(string path)
    {
        using var _ = new NoGrad();
        return network.Forward(recipe.ReadInput(path, Folder.Config));
    }

    /// <summary>The probability of each class for an input [1, ...].</summary>
    public float[] Probabilities(Tensor input)
    {
        using var _ = new NoGrad();
        return network.Forward(input).Softmax(-1).ToArray<float>();
    }

    private protected Network Network => network;

    private protected virtual Dataset TestData(RunArguments arguments) => recipe.TestData(arguments);
}

/// <summary>A classifier of images.</summary>
public sealed class ImageClassifier : Classifier
{
    readonly ImageRecipe recipe;

    internal ImageClassifier(ImageRecipe recipe, RunFolder folder, string weights) : base(recipe, folder, weights) => this.recipe = recipe;

    /// <summary>The probability of each class for an image of any size.</summary>
    public float[] Predict(Image image) => Probabilities(recipe.Prepare(image, Folder.Config.Preprocessing!));

    // Other data are normalised as the model's own were.
    private protected override Dataset TestData(RunArguments arguments) => recipe.TestData(arguments).With(Folder.Config.Preprocessing!.Normalization);
}

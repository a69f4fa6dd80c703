using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A run's model with its weights: what <c>flint eval</c> and <c>flint predict</c> use.</summary>
public sealed class TrainedModel
{
    readonly Recipe recipe;
    readonly Network network;

    TrainedModel(RunFolder folder, string weights)
    {
        Folder = folder;
        recipe = RecipeList.Find(folder.Config.Recipe);
        network = recipe.Model(folder.Config.Labels.Count);
        network.Module.Load(weights);
        network.Module.Eval();
    }

    /// <summary>The run it comes from.</summary>
    public RunFolder Folder { get; }

    /// <summary>Opens a run with its best weights, or those of a file.</summary>
    /// <exception cref="RunFolderException">There is no such run, or it has no weights yet.</exception>
    /// <exception cref="NN.StateException">The weights are of another model.</exception>
    public static TrainedModel Open(string run, string? weights = null)
    {
        var folder = RunFolder.Open(run);
        if (weights is not null && !File.Exists(weights)) throw new RunFolderException($"There is no file of weights '{weights}'.");
        weights ??= new[] { folder.BestFile, folder.ModelFile }.FirstOrDefault(File.Exists)
            ?? throw new RunFolderException($"'{run}' has no weights yet: neither best.safetensors nor model.safetensors.");
        return new(folder, weights);
    }

    /// <summary>Measures it on the test images of a data set.</summary>
    /// <param name="data">Name or folder; null for the data of the run.</param>
    /// <param name="cancel">Stops between batches.</param>
    public Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var arguments = Folder.Config.Arguments;
        var images = recipe.TestData(data ?? arguments.Data).With(Preparation.Normalization);
        var trainer = recipe.Training(network, arguments, stepsPerEpoch: 1);
        return trainer.Evaluate(new DataLoader(images, batchSize: 256), cancel);
    }

    /// <summary>The probability of each class for an image.</summary>
    public float[] Predict(Image image)
    {
        using var _ = new NoGrad();
        return network.Forward(Preparation.Apply(image)).Softmax(-1).ToArray<float>();
    }

    DrawingPreparation Preparation => new(Folder.Config.Preprocessing);
}

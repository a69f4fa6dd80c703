using Flint.Training;

namespace Flint.Recipes;

/// <summary>A run's model with its weights: what <c>flint eval</c> and <c>flint predict</c> use.</summary>
public abstract class TrainedModel
{
    /// <summary>A model of this run.</summary>
    protected TrainedModel(RunFolder folder) => Folder = folder;

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
        return RecipeList.Find(folder.Config.Recipe).Open(folder, weights);
    }

    /// <summary>Measures it on the test part of a data set.</summary>
    /// <param name="data">Name or folder; null for the data of the run.</param>
    /// <param name="cancel">Stops between batches.</param>
    public abstract Evaluation Evaluate(string? data = null, CancellationToken cancel = default);

    /// <summary>What it says of a file: one answer, or one a row where the file holds several inputs.</summary>
    public abstract IReadOnlyList<Prediction> Predict(string path);

    /// <summary>What it says of several files: of each in turn, unless the model compares them.</summary>
    public virtual IEnumerable<IReadOnlyList<Prediction>> Predict(IReadOnlyList<string> paths) => paths.Select(Predict);
}

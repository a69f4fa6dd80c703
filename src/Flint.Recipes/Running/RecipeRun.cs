using Flint.Training;

namespace Flint.Recipes;

/// <summary>A recipe with its data and run folder, ready to train; what <c>flint train</c> makes and runs.</summary>
public abstract class RecipeRun
{
    private protected RecipeRun(RunFolder folder, RunArguments arguments) => (Folder, Arguments) = (folder, arguments);

    /// <summary>Where results go.</summary>
    public RunFolder Folder { get; }

    /// <summary>The arguments.</summary>
    public RunArguments Arguments { get; }

    /// <summary>What watches the trainings of this run, such as a progress bar.</summary>
    public IList<Callback> Callbacks { get; } = [];

    /// <summary>Why there is nothing left to train; null where there is.</summary>
    public abstract string? Finished { get; }

    /// <summary>Where it is, for one who has stopped it.</summary>
    public abstract string Progress { get; }

    /// <summary>Prepares a new run.</summary>
    /// <param name="recipe">What to run.</param>
    /// <param name="arguments">With what arguments.</param>
    /// <param name="folder">The new run folder; null names it <c>runs/RECIPE-TIME</c>.</param>
    public static RecipeRun Start(Recipe recipe, RunArguments arguments, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Prepare(arguments, RunPlace.New(folder));
    }

    /// <summary>Prepares an interrupted run to go on from its last checkpoint, in the same folder.</summary>
    /// <exception cref="CheckpointException">The checkpoint does not go with the recipe.</exception>
    /// <exception cref="RunFolderException">The folder was stopped before its first checkpoint.</exception>
    public static RecipeRun Resume(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return RecipeList.Find(folder.Config.Recipe).Prepare(folder.Config.Arguments, RunPlace.Of(folder));
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="checkpointEvery">Steps between checkpoints within an epoch; 0 for none.</param>
    /// <param name="cancel">Finishes the step, writes a checkpoint, and throws.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract RunResult Train(int checkpointEvery = 0, CancellationToken cancel = default);

    /// <summary>Makes a trainer go on from the last checkpoint of the folder.</summary>
    private protected void GoOn(Trainer trainer)
    {
        if (!File.Exists(Folder.StateFile))
            throw new RunFolderException($"'{Folder.Path}' cannot be resumed: it has no state.safetensors, so the run was stopped before its first checkpoint. Start it anew.");
        Checkpoint.Load(Folder.StateFile, trainer, Folder.ReadMetrics());
    }
}

/// <summary>How a training ended.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Headline">The result in a line.</param>
/// <param name="Test">The figures on the test data by name.</param>
/// <param name="BestEpoch">The epoch whose weights are in best.safetensors; null where several trainings were compared.</param>
/// <param name="Tables">What else was found, for the terminal.</param>
public sealed record RunResult(
    string Folder, string Headline, IReadOnlyDictionary<string, double> Test, int? BestEpoch = null, IReadOnlyList<ResultTable>? Tables = null);

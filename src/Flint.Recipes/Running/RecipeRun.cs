using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A recipe with its data, model and run folder, ready to train; what <c>flint train</c> makes and runs.</summary>
public sealed class RecipeRun
{
    const int EvaluationBatch = 256;

    readonly DataLoader train, test;

    RecipeRun(Recipe recipe, RunArguments arguments, Func<TensorDataset, Network, RunFolder> folder)
    {
        // Unpacking is most of the time to the first step: both parts at once.
        var testData = Task.Run(() => recipe.TestData(arguments.Data));
        var data = recipe.TrainData(arguments.Data);
        Random.Seed(arguments.Seed);
        var network = recipe.Model(data.Classes.Count);
        Arguments = arguments;
        train = new(data, arguments.BatchSize, shuffle: true, seed: arguments.Seed);
        test = new(testData.GetAwaiter().GetResult(), EvaluationBatch);
        Trainer = recipe.Training(network, arguments, train.Count);
        Network = network;
        Folder = folder(data, network);
    }

    /// <summary>Where results go.</summary>
    public RunFolder Folder { get; }

    /// <summary>What trains; further callbacks may be added.</summary>
    public Trainer Trainer { get; }

    /// <summary>What is trained.</summary>
    public Network Network { get; }

    /// <summary>The arguments.</summary>
    public RunArguments Arguments { get; }

    /// <summary>Prepares a new run.</summary>
    /// <param name="recipe">What to run.</param>
    /// <param name="arguments">With what arguments.</param>
    /// <param name="folder">The new run folder; null names it <c>runs/RECIPE-TIME</c>.</param>
    public static RecipeRun Start(Recipe recipe, RunArguments arguments, string? folder = null) =>
        new(recipe, arguments, (data, network) => RunFolder.Create(folder ?? NewFolder(recipe), Describe(recipe, arguments, data, network)));

    /// <summary>Prepares an interrupted run to go on from its last checkpoint, in the same folder.</summary>
    /// <exception cref="CheckpointException">The checkpoint does not go with the recipe.</exception>
    /// <exception cref="RunFolderException">The folder is no run, or was stopped before its first checkpoint.</exception>
    public static RecipeRun Resume(RunFolder folder)
    {
        var run = new RecipeRun(RecipeList.Find(folder.Config.Recipe), folder.Config.Arguments, (_, _) => folder);
        if (!File.Exists(folder.StateFile))
            throw new RunFolderException($"'{folder.Path}' cannot be resumed: it has no state.safetensors, so the run was stopped before its first checkpoint. Start it anew.");
        Checkpoint.Load(folder.StateFile, run.Trainer, folder.ReadMetrics());
        return run;
    }

    /// <summary>Trains to the last epoch; then measures the best weights on the test data.</summary>
    /// <param name="checkpointEvery">Steps between checkpoints within an epoch; 0 for none.</param>
    /// <param name="cancel">Finishes the step, writes a checkpoint, and throws.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RunResult Train(int checkpointEvery = 0, CancellationToken cancel = default)
    {
        using var board = new TensorBoard(Folder.Path);
        Callback[] keeping = [new MetricsLog(Folder), new BestModel(Folder), new CheckpointWriter(Folder, checkpointEvery), board, new RunPictures(Folder)];
        foreach (var callback in keeping) Trainer.Callbacks.Add(callback);
        Trainer.Fit(train, Arguments.Epochs, test, cancel);
        Network.Module.Load(Folder.BestFile);
        return new(Folder.Path, new Goal().Best(Trainer.History)!.Epoch, Trainer.Evaluate(test, cancel));
    }

    static string NewFolder(Recipe recipe)
    {
        var name = Path.Combine("runs", $"{recipe.Name}-{DateTime.UtcNow:yyyyMMdd-HHmmss}");
        // Two runs started within a second must not share a folder.
        return Directory.Exists(name) ? $"{name}-{Environment.ProcessId}" : name;
    }

    static RunConfig Describe(Recipe recipe, RunArguments arguments, TensorDataset data, Network network)
    {
        var shape = data.Inputs.Shape; // [N, channels, height, width]
        var normalization = data.Normalization ?? Normalization.Unit;
        return new(
            RunConfig.CurrentSchema, FlintVersion.Text, recipe.Name, DateTime.UtcNow, arguments,
            new(network.Module.GetType().Name, network.Classes, network.Module.Parameters().Sum(p => p.Count)),
            new([shape[2], shape[3]], shape[1], normalization.Scale, normalization.Mean, normalization.Std, recipe.Padding(arguments.Data)),
            data.Classes);
    }
}

/// <summary>How a training ended.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="BestEpoch">The epoch whose weights are in best.safetensors.</param>
/// <param name="Test">What those weights are worth on the test data.</param>
public sealed record RunResult(string Folder, int BestEpoch, Evaluation Test);

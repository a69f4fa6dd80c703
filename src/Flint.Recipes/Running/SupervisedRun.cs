using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A supervised recipe with its data, model and run folder.</summary>
sealed class SupervisedRun : RecipeRun
{
    readonly SupervisedRecipe recipe;
    readonly Trainer trainer;
    readonly Network network;
    readonly DataLoader train, validation, test;
    readonly Dataset testData;
    readonly IReadOnlyList<(string Name, Dataset Data)> testParts;

    internal SupervisedRun(SupervisedRecipe recipe, RunArguments arguments, RunPlace place) : this(recipe, arguments, place, Load(recipe, arguments))
    {
    }

    SupervisedRun(SupervisedRecipe recipe, RunArguments arguments, RunPlace place, (Dataset Train, Dataset Test, Network Network) parts)
        : base(place.Folder(recipe, arguments, parts.Network.Info, parts.Train.Classes, recipe.Preprocessing(parts.Train, arguments)), arguments)
    {
        (this.recipe, network) = (recipe, parts.Network);
        ISampler passes = new RandomSampler(parts.Train.Count);
        train = new(
            recipe.Augmented(parts.Train, arguments), arguments.BatchSize, seed: arguments.Seed, workers: recipe.Workers,
            sampler: arguments.StepsPerEpoch is { } steps ? new RepeatingSampler(passes, checked(steps * arguments.BatchSize)) : passes);
        validation = new(arguments.ValidationSteps is { } few ? parts.Test.Take(few * arguments.BatchSize) : parts.Test, recipe.EvaluationBatch);
        (testData, test, testParts) = (parts.Test, new(parts.Test, recipe.EvaluationBatch), recipe.TestParts(parts.Test, arguments));
        trainer = recipe.Training(network, arguments, train.Count);
        if (place.Existing is not null) GoOn(trainer);
        else recipe.Initialize(network);
    }

    public override string? Finished => trainer.Position.Epoch < Arguments.Epochs ? null : $"has trained its {Arguments.Epochs} epochs already";

    public override string Progress => $"at step {trainer.Step:N0}; a checkpoint is written";

    public override RunResult Train(int checkpointEvery = 0, CancellationToken cancel = default)
    {
        using var board = new TensorBoard(Folder.Path);
        Callback[] keeping =
        [
            new MetricsLog(Folder), new BestModel(Folder, recipe.Goal), new CheckpointWriter(Folder, checkpointEvery), board, new RunPictures(Folder), .. Callbacks,
        ];
        foreach (var callback in keeping) trainer.Callbacks.Add(callback);
        trainer.Fit(train, Arguments.Epochs, validation, cancel);
        network.Module.Load(Folder.BestFile);
        var best = recipe.Goal.Best(trainer.History)!.Epoch;
        var result = trainer.Evaluate(test, cancel);
        recipe.Draw(Folder, network, testData, result);
        var figures = result.Metrics.Where(m => m.IsReported).ToDictionary(m => m.Name, m => m.Value);
        var headline = $"{string.Join(", ", result.Metrics.Where(m => m.IsReported).Select(m => $"test {m.Name} {m.Text}"))} ({result.Count:N0} examples, weights of epoch {best})";
        foreach (var (name, data) in testParts)
            foreach (var metric in trainer.Evaluate(new DataLoader(data, recipe.EvaluationBatch), cancel).Metrics.Where(m => m.IsReported))
            {
                figures[$"{metric.Name}_{name}"] = metric.Value;
                headline += $"; {name} {metric.Name} {metric.Text}";
            }
        return new(Folder.Path, headline, figures, best);
    }

    static (Dataset, Dataset, Network) Load(SupervisedRecipe recipe, RunArguments arguments)
    {
        // Reading is most of the time to the first step: both parts at once.
        var test = Task.Run(() => recipe.TestData(arguments));
        var train = recipe.TrainData(arguments);
        Random.Seed(arguments.Seed);
        var network = recipe.Model(train.Classes.Count);
        return (train, test.GetAwaiter().GetResult(), network);
    }
}

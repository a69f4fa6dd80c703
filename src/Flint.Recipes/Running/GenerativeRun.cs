using System.Globalization;
using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A generative recipe with its data, model and run folder.</summary>
sealed class GenerativeRun : RecipeRun
{
    const int EvaluationBatch = 250;

    static readonly Goal Goal = new("frechet_distance");

    readonly GenerativeRecipe recipe;
    readonly GenerativeModel model;
    readonly Trainer trainer;
    readonly TensorDataset trainData, testData;
    readonly DataLoader train, test;
    Scorer? judge;

    internal GenerativeRun(GenerativeRecipe recipe, RunArguments arguments, RunPlace place) : this(recipe, arguments, place, Load(recipe, arguments))
    {
    }

    GenerativeRun(GenerativeRecipe recipe, RunArguments arguments, RunPlace place, (TensorDataset Train, TensorDataset Test, GenerativeModel Model) parts)
        : base(place.Folder(recipe, arguments, parts.Model.Info, [], Preprocessing(recipe, parts.Train, arguments.Data)), arguments)
    {
        this.recipe = recipe;
        (trainData, testData, model) = parts;
        // A last batch of a single image is nothing for batch norm.
        train = new(trainData.With(recipe.Normalization), arguments.BatchSize, shuffle: true, seed: arguments.Seed, dropLast: trainData.Count > arguments.BatchSize);
        test = new(testData.With(recipe.Normalization), EvaluationBatch);
        trainer = new(model, new GenerativeStep(model, recipe.Normalization, Judge))
        {
            Schedule = recipe.Schedule(model, arguments.Epochs * train.Count),
            Metrics = () => PartLoss.Of(model.LossNames),
        };
        if (place.Existing is not null) GoOn(trainer);
    }

    public override string? Finished => trainer.Position.Epoch < Arguments.Epochs ? null : $"has trained its {Arguments.Epochs} epochs already";

    public override string Progress => $"at step {trainer.Step:N0}; a checkpoint is written";

    public override RunResult Train(int checkpointEvery = 0, CancellationToken cancel = default)
    {
        // The scorer trains before the first step: a run stopped by then has a checkpoint, too.
        if (trainer.Step == 0) Checkpoint.Save(Folder.StateFile, trainer);
        var scorer = Judge(cancel);
        using var board = new TensorBoard(Folder.Path);
        var pictures = new GenerativePictures(Folder, model, recipe.Normalization, test, scorer.Floor.Value);
        Callback[] keeping = [new MetricsLog(Folder), new BestModel(Folder, Goal), new CheckpointWriter(Folder, checkpointEvery), board, pictures, .. Callbacks];
        foreach (var callback in keeping) trainer.Callbacks.Add(callback);
        trainer.Fit(train, Arguments.Epochs, test, cancel);

        var (first, best) = (trainer.History[0], Goal.Best(trainer.History)!);
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"Frechet distance {Goal.Of(best):g4} at epoch {best.Epoch} ({Goal.Of(first):g4} after the first, {scorer.Floor.Text} between real images; {scorer.Samples:N0} samples)");
        return new(Folder.Path, headline, best.Metrics.Where(m => !m.Key.StartsWith("train_", StringComparison.Ordinal)).ToDictionary(), best.Epoch);
    }

    Scorer Judge(CancellationToken cancel) => judge ??= Scorer.Open(Folder, () => trainData, testData, cancel);

    static (TensorDataset, TensorDataset, GenerativeModel) Load(GenerativeRecipe recipe, RunArguments arguments)
    {
        var test = Task.Run(() => recipe.TestData(arguments.Data));
        var train = recipe.TrainData(arguments.Data);
        if (train.Inputs.Shape.Span[1..] is not [1, 28, 28])
            throw new ShapeException($"{recipe.Name} makes grey images of 28 x 28 pixels, [N, 1, 28, 28], but '{arguments.Data}' has {train.Inputs.Shape}.");
        Random.Seed(arguments.Seed);
        return (train, test.GetAwaiter().GetResult(), recipe.Model(arguments));
    }

    static Preprocessing Preprocessing(GenerativeRecipe recipe, TensorDataset images, string source) =>
        DrawingPreparation.Of(images.With(recipe.Normalization), new MnistConvNet().Padding(source));
}

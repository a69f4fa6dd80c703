using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>Shows a training: a live bar on a terminal, lines when piped, JSON lines on request.</summary>
abstract class TrainOutput(RecipeRun run) : Callback
{
    protected RecipeRun Run { get; } = run;

    internal static TrainOutput For(RecipeRun run, bool json) => json
        ? new JsonOutput(run)
        : Console.IsOutputRedirected ? new PlainOutput(run) : new LiveOutput(run);

    /// <summary>Runs the training and shows how it goes and ends.</summary>
    internal abstract void Show(Func<RunResult> train);

    protected string Title => $"{Run.Folder.Config.Recipe}: {Run.Folder.Config.Model.Name}, {Run.Folder.Config.Model.Parameters:N0} parameters";

    protected string Details =>
        $"data {Run.Arguments.Data}   batch {Run.Arguments.BatchSize}   lr {Run.Arguments.Lr:g4}   seed {Run.Arguments.Seed}   threads {Threads.Count}";

    protected static string Summary(RunResult result) =>
        $"test accuracy {Accuracy(result.Test):p2} ({result.Test.Count:N0} images, weights of epoch {result.BestEpoch})";

    /// <summary>A loss that has run away takes no more room than a good one.</summary>
    protected static string Loss(double? loss) => loss is >= 1e4 ? $"{loss:e2}" : $"{loss:f4}";

    protected static double Accuracy(Evaluation evaluation) => evaluation.Metrics.First(m => m.Name == "accuracy").Value;
}

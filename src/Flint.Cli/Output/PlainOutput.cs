using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>A line of text per epoch, for logs.</summary>
sealed class PlainOutput(RecipeRun run) : TrainOutput(run)
{
    internal override void Show(Func<RunResult> train)
    {
        Console.WriteLine(Title);
        Console.WriteLine($"{Details}   run {Run.Folder.Path}");
        var result = train();
        Console.WriteLine($"{Summary(result)}; run folder {result.Folder}");
    }

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => Console.WriteLine(
        $"epoch {report.Epoch}/{Run.Arguments.Epochs}  step {report.Step}  train loss {Loss(report.TrainLoss)}  accuracy {report.Metrics["train_accuracy"]:p2}  "
        + $"test loss {Loss(report.ValLoss)}  accuracy {report.Metrics["accuracy"]:p2}  {report.SamplesPerS:N0} samples/s  {report.Seconds:f1} s");
}

using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>A line of text per epoch, or per training of a study, for logs.</summary>
sealed class PlainOutput(RecipeRun run) : TrainOutput(run)
{
    internal override void Show(Func<RunResult> train)
    {
        Console.WriteLine(Title);
        Console.WriteLine($"{Details}   run {Run.Folder.Path}");
        var result = train();
        foreach (var table in result.Tables ?? []) Console.Write($"\n{table.ToMarkdown()}\n");
        Console.WriteLine($"{result.Headline}; run folder {result.Folder}");
    }

    protected override void OnEpoch(EpochReport report, Evaluation? validation)
    {
        var figures = Figures(report, validation).ToArray();
        Console.WriteLine(
            $"epoch {report.Epoch}/{Run.Arguments.Epochs}  step {report.Step}  train loss {Loss(report.TrainLoss)}{string.Concat(figures.Where(f => f.Train is not null).Select(f => $"  {f.Name} {f.Train}"))}  "
            + $"test loss {Loss(report.ValLoss)}{string.Concat(figures.Select(f => $"  {f.Name} {f.Value}"))}  {report.SamplesPerS:N0} samples/s  {report.Seconds:f1} s");
    }

    protected override void OnPart(StudyPart part)
    {
        var last = part.History[^1];
        Console.WriteLine(
            $"{((StudyRun)Run).Part.Number}/{((StudyRun)Run).PartCount} {part.Name}: {last.Epoch} epochs, train loss {Loss(last.TrainLoss)}, test loss {Loss(part.Evaluation.Loss)}"
            + string.Concat(part.Evaluation.Metrics.Where(m => m.IsReported).Select(m => $", {m.Name} {m.Text}")));
    }
}

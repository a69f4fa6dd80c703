using Flint.Recipes;
using Flint.Training;
using Spectre.Console;

namespace Flint.Cli;

/// <summary>A progress bar per epoch, redrawn in place, with colours where the terminal has them.</summary>
sealed class LiveOutput(RecipeRun run) : TrainOutput(run)
{
    static readonly int BarWidth = AnsiConsole.Profile.Width >= 110 ? 24 : 10;

    // "epoch 10/10", the bar, and a space between columns.
    readonly FiguresColumn figures = new(taken: $"epoch {run.Arguments.Epochs}/{run.Arguments.Epochs}".Length + BarWidth + 3);
    ProgressContext? progress;
    ProgressTask? bar;

    internal override void Show(Func<RunResult> train)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{Title}[/]");
        AnsiConsole.MarkupLineInterpolated($"[grey]{Details}[/]");
        AnsiConsole.MarkupLineInterpolated($"[grey]run {Run.Folder.Path}[/]");
        RunResult? result = null;
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth, CompletedStyle = Color.Orange1, FinishedStyle = Color.Green }, figures)
            .Start(context =>
            {
                progress = context;
                result = train();
            });
        AnsiConsole.MarkupLineInterpolated($"[bold green]{Summary(result!)}[/]");
        AnsiConsole.MarkupLineInterpolated($"run folder {result!.Folder}");
    }

    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (bar is null || bar.IsFinished) bar = progress!.AddTask($"epoch {report.Epoch}/{report.Epochs}", maxValue: report.Batches + 1);
        var rate = report.Samples / Math.Max(report.Seconds, 1e-9);
        var left = TimeSpan.FromSeconds((report.Batches - report.Batch + (report.Epochs - report.Epoch) * (double)report.Batches) * Run.Arguments.BatchSize / rate);
        figures[bar.Id] =
        [
            $"step {report.Batch}/{report.Batches}", $"loss [yellow]{Loss(report.MeanLoss)}[/]", $"acc [aqua]{Percent(report.Metrics)}[/]",
            $"[grey]{rate:N0}/s[/]", $"ETA {Clock(left)}",
        ];
        // The last part of the bar is the evaluation, which OnEpoch ends.
        bar.Value = report.Batch;
    }

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        if (bar is null) return;
        figures[bar.Id] =
        [
            $"loss [yellow]{Loss(report.TrainLoss)}[/]", $"acc [aqua]{report.Metrics["train_accuracy"]:p2}[/]",
            $"test loss [yellow]{Loss(report.ValLoss)}[/]", $"acc [green]{report.Metrics["accuracy"]:p2}[/]",
            $"[grey]{report.SamplesPerS:N0}/s[/]", $"[grey]{report.Seconds:f1} s[/]",
        ];
        bar.Value = bar.MaxValue;
        bar.StopTask();
        progress!.Refresh();
    }

    static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";

    static string Percent(IReadOnlyList<Metric> metrics) => $"{metrics.First(m => m.Name == "accuracy").Value:p2}";
}

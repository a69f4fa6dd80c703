using Flint.Recipes;
using Flint.Training;
using Spectre.Console;

namespace Flint.Cli;

/// <summary>A progress bar per epoch, or per training of a study, redrawn in place, with colours where the terminal has them.</summary>
sealed class LiveOutput(RecipeRun run) : TrainOutput(run)
{
    // The longest name of a part that is shown whole, and the most parts that get a bar each.
    const int PartWidth = 24, MostBars = 12;

    static readonly int BarWidth = AnsiConsole.Profile.Width >= 110 ? 24 : 10;

    // The name of the bar ("epoch 10/10"), the bar, and a space between columns.
    readonly FiguresColumn figures = new(taken: BarWidth + 3 + (run is StudyRun ? PartWidth + 8 : $"epoch {run.Arguments.Epochs}/{run.Arguments.Epochs}".Length));
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
        foreach (var table in result!.Tables ?? []) AnsiConsole.Write(Shown(table));
        AnsiConsole.MarkupLineInterpolated($"[bold green]{result.Headline}[/]");
        AnsiConsole.MarkupLineInterpolated($"run folder {result.Folder}");
    }

    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (Crowded is { } study)
        {
            Whole(study).Value = study.Part.Number - 1 + (report.Epoch - 1 + (double)report.Batch / report.Batches) / report.Epochs;
            return;
        }
        var epochs = Run is StudyRun ? report.Epochs : 1;
        // The last part of the bar is the evaluation, which ends it.
        if (bar is null || bar.IsFinished) bar = progress!.AddTask(Label(report.Epoch, report.Epochs), maxValue: epochs * report.Batches + 1);
        var rate = report.Samples / Math.Max(report.Seconds, 1e-9);
        var left = TimeSpan.FromSeconds((report.Batches - report.Batch + (report.Epochs - report.Epoch) * (double)report.Batches) * Run.Arguments.BatchSize / rate);
        figures[bar.Id] =
        [
            epochs > 1 ? $"epoch {report.Epoch}/{report.Epochs}" : $"step {report.Batch}/{report.Batches}", $"loss [yellow]{Loss(report.MeanLoss)}[/]",
            .. report.Metrics.Where(m => m.IsReported).Select(m => $"{m.Name} [aqua]{m.Text}[/]"), $"[grey]{rate:N0}/s[/]", $"ETA {Clock(left)}",
        ];
        bar.Value = (epochs > 1 ? report.Epoch - 1 : 0) * report.Batches + report.Batch;
    }

    protected override void OnEpoch(EpochReport report, Evaluation? validation)
    {
        if (bar is null) return;
        var values = Figures(report, validation).ToArray();
        figures[bar.Id] =
        [
            $"loss [yellow]{Loss(report.TrainLoss)}[/]", .. values.Where(f => f.Train is not null).Select(f => $"{f.Name} [aqua]{f.Train}[/]"),
            $"test loss [yellow]{Loss(report.ValLoss)}[/]", .. values.Select(f => $"{f.Name} [green]{f.Value}[/]"),
            $"[grey]{report.SamplesPerS:N0}/s[/]", $"[grey]{report.Seconds:f1} s[/]",
        ];
        End(bar);
    }

    protected override void OnPart(StudyPart part)
    {
        if (Crowded is { } study)
        {
            var task = Whole(study);
            figures[task.Id] = [Markup.Escape(part.Name), .. Measured(part)];
            task.Value = study.Part.Number;
            return;
        }
        if (bar is null || bar.IsFinished) bar = progress!.AddTask(Label(0, 0), maxValue: 1);
        figures[bar.Id] =
        [
            .. Measured(part), $"[grey]{part.History.Count} epochs[/]", $"[grey]{part.History.Sum(r => r.Seconds):f1} s[/]",
        ];
        End(bar);
    }

    /// <summary>A study of more trainings than a screen has lines gets one bar for all.</summary>
    StudyRun? Crowded => Run is StudyRun { PartCount: > MostBars } study ? study : null;

    ProgressTask Whole(StudyRun study) => bar ??= progress!.AddTask($"{study.PartCount} trainings", maxValue: study.PartCount);

    static IEnumerable<string> Measured(StudyPart part) =>
        part.Evaluation.Metrics.Where(m => m.IsReported).Select(m => $"{m.Name} [green]{m.Text}[/]").Prepend($"test loss [yellow]{Loss(part.Evaluation.Loss)}[/]");

    void End(ProgressTask task)
    {
        task.Value = task.MaxValue;
        task.StopTask();
        progress!.Refresh();
    }

    string Label(int epoch, int epochs)
    {
        if (Run is not StudyRun study) return $"epoch {epoch}/{epochs}";
        var (name, number) = study.Part;
        return $"{number}/{study.PartCount} {Markup.Escape(name.Length > PartWidth ? name[..PartWidth] : name)}";
    }

    static Table Shown(ResultTable results)
    {
        var table = new Table { Title = new(Markup.Escape(results.Title)), Border = TableBorder.Rounded };
        for (var i = 0; i < results.Columns.Count; i++)
            table.AddColumn(new TableColumn(Markup.Escape(results.Columns[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right });
        foreach (var row in results.Rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}

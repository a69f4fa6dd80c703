using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>Shows a training, or the trainings of a study: a live bar on a terminal, lines when piped, JSON lines on request.</summary>
abstract class TrainOutput : Callback
{
    private protected TrainOutput(RecipeRun run)
    {
        Run = run;
        run.Callbacks.Add(this);
        if (run is StudyRun study) study.PartEnded += OnPart;
    }

    protected RecipeRun Run { get; }

    internal static TrainOutput For(RecipeRun run, bool json) => json
        ? new JsonOutput(run)
        : Console.IsOutputRedirected ? new PlainOutput(run) : new LiveOutput(run);

    /// <summary>Runs the training and shows how it goes and ends.</summary>
    internal abstract void Show(Func<RunResult> train);

    /// <inheritdoc/>
    public sealed override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        if (Run is not StudyRun) OnEpoch(report, validation);
    }

    /// <summary>After an epoch of a single training.</summary>
    protected abstract void OnEpoch(EpochReport report, Evaluation? validation);

    /// <summary>After a training of a study.</summary>
    protected abstract void OnPart(StudyPart part);

    protected string Title => Run.Folder.Config.Model is var model && model.Parameters > 0
        ? $"{Run.Folder.Config.Recipe}: {model.Name}, {model.Parameters:N0} parameters"
        : $"{Run.Folder.Config.Recipe}: {model.Name}";

    protected string Details =>
        $"data {Run.Arguments.Data}   batch {Run.Arguments.BatchSize}   lr {Run.Arguments.Lr:g4}   seed {Run.Arguments.Seed}   threads {Threads.Count}";

    /// <summary>A loss that has run away takes no more room than a good one.</summary>
    protected static string Loss(double? loss) => loss is >= 1e4 ? $"{loss:e2}" : $"{loss:f4}";

    /// <summary>The metrics that are told in a line: name and value on the validation data, and on the training data where it is known.</summary>
    protected static IEnumerable<(string Name, string Value, string? Train)> Figures(EpochReport report, Evaluation? validation) =>
        from metric in validation?.Metrics ?? []
        where metric.IsReported
        let train = report.Metrics.TryGetValue($"train_{metric.Name}", out var value) ? metric.Show(value) : null
        select (metric.Name, metric.Text, train);
}

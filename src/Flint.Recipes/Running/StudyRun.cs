using Flint.Data;
using Flint.IO;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A study with its data and run folder. A resumed one goes on with the first training that was not complete.</summary>
public sealed class StudyRun : RecipeRun
{
    readonly Func<StudyRun, RunResult> study;
    readonly List<string> parts = [];
    CancellationToken cancel;

    internal StudyRun(RunFolder folder, RunArguments arguments, Func<StudyRun, RunResult> study) : base(folder, arguments) => this.study = study;

    /// <summary>How many trainings there will be; set it before the first.</summary>
    public int PartCount { get; set; }

    /// <summary>The training that runs now, and its number from 1.</summary>
    public (string Name, int Number) Part => (parts.Count > 0 ? parts[^1] : "", parts.Count);

    /// <summary>After each training, also one that an earlier run had completed.</summary>
    public event Action<StudyPart>? PartEnded;

    /// <inheritdoc/>
    public override string? Finished => File.Exists(Results) ? "is complete" : null;

    /// <inheritdoc/>
    public override string Progress => $"in training {parts.Count} of {PartCount}, {Part.Name}; those before it are kept";

    string Results => Folder.File("results.md");

    /// <inheritdoc/>
    public override RunResult Train(int checkpointEvery = 0, CancellationToken cancel = default)
    {
        this.cancel = cancel;
        parts.Clear();
        Directory.CreateDirectory(Folder.File("parts"));
        var result = study(this);
        AtomicFile.Write(Results, $"# {Folder.Config.Recipe}\n\n{result.Headline}\n\n{string.Join("\n", (result.Tables ?? []).Select(t => t.ToMarkdown()))}");
        return result;
    }

    /// <summary>Trains and measures on the validation data, or takes both from the run folder where this training was complete before.</summary>
    /// <param name="name">Tells it from the others; its files are named after it.</param>
    /// <param name="trainer">What trains.</param>
    /// <param name="train">The training data.</param>
    /// <param name="validation">Measured after each epoch, and in the end with the last weights.</param>
    /// <param name="epochs">How many; those of the arguments where not given.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public StudyPart Fit(string name, Trainer trainer, DataLoader<Batch> train, DataLoader<Batch> validation, int? epochs = null)
    {
        cancel.ThrowIfCancellationRequested();
        parts.Add(name);
        var file = Folder.File(Path.Combine("parts", name.Replace(", ", "-").Replace(' ', '-')));
        var (log, weights) = (file + ".jsonl", file + ".safetensors");
        var history = RunFolder.ReadMetrics(log);
        if (history.Count > 0)
        {
            trainer.Model.Load(weights);
        }
        else
        {
            foreach (var callback in Callbacks) trainer.Callbacks.Add(callback);
            trainer.Fit(train, epochs ?? Arguments.Epochs, validation, cancel);
            history = trainer.History;
            trainer.Model.Save(weights);
            RunFolder.WriteMetrics(log, history); // last: it marks the training as complete
        }
        var part = new StudyPart(name, history, trainer.Evaluate(validation, cancel), weights);
        PartEnded?.Invoke(part);
        return part;
    }
}

/// <summary>One training of a study.</summary>
/// <param name="Name">Tells it from the others.</param>
/// <param name="History">The reports of its epochs.</param>
/// <param name="Evaluation">What the last weights are worth on the validation data.</param>
/// <param name="Weights">The file of the last weights.</param>
public sealed record StudyPart(string Name, IReadOnlyList<EpochReport> History, Evaluation Evaluation, string Weights)
{
    /// <summary>The value of a metric of <see cref="Evaluation"/>.</summary>
    public double this[string metric] => Evaluation.Metrics.First(m => m.Name == metric).Value;
}

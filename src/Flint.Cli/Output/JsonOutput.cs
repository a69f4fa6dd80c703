using System.Text.Json;
using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>A line per epoch, or per training of a study, and a last one, as JSON.</summary>
sealed class JsonOutput(RecipeRun run) : TrainOutput(run)
{
    internal override void Show(Func<RunResult> train)
    {
        var result = train();
        JsonLine.Print(json =>
        {
            json.WriteString("run", result.Folder);
            if (result.BestEpoch is { } best) json.WriteNumber("best_epoch", best);
            json.WriteStartObject("test");
            foreach (var (name, value) in result.Test) json.WriteFinite(name, value);
            json.WriteEndObject();
        });
    }

    protected override void OnEpoch(EpochReport report, Evaluation? validation) => JsonLine.Print(json => Write(json, report));

    protected override void OnPart(StudyPart part) => JsonLine.Print(json =>
    {
        json.WriteString("part", part.Name);
        Write(json, part.History[^1]);
    });

    static void Write(Utf8JsonWriter json, EpochReport report)
    {
        json.WriteNumber("epoch", report.Epoch);
        json.WriteNumber("step", report.Step);
        json.WriteFinite("train_loss", report.TrainLoss);
        json.WriteFinite("val_loss", report.ValLoss ?? double.NaN);
        json.WriteStartObject("metrics");
        foreach (var (name, value) in report.Metrics) json.WriteFinite(name, value);
        json.WriteEndObject();
        json.WriteFinite("samples_per_s", report.SamplesPerS);
        json.WriteFinite("seconds", report.Seconds);
    }
}

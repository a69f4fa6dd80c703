using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary>A line per epoch and a last one, as JSON.</summary>
sealed class JsonOutput(RecipeRun run) : TrainOutput(run)
{
    internal override void Show(Func<RunResult> train)
    {
        var result = train();
        JsonLine.Print(json =>
        {
            json.WriteString("run", result.Folder);
            json.WriteNumber("best_epoch", result.BestEpoch);
            json.WriteStartObject("test");
            foreach (var metric in result.Test.Metrics.Where(m => m.IsReported)) json.WriteFinite(metric.Name, metric.Value);
            json.WriteEndObject();
        });
    }

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => JsonLine.Print(json =>
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
    });
}

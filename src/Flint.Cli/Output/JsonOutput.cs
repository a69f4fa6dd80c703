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

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => Console.WriteLine(RunFolder.ToJson(report));
}

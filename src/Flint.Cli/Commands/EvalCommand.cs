using System.CommandLine;
using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary><c>flint eval RUN</c>: measures a run's best weights on test data.</summary>
static class EvalCommand
{
    static readonly Argument<string> Run = new("run") { Description = "A run folder." };
    static readonly Option<string?> Data = new("--data") { Description = "Name or folder of other data. [default: that of the run]", HelpName = "NAME|DIR" };
    static readonly Option<string?> Weights = new("--weights") { Description = "Other weights. [default: best.safetensors of the run]", HelpName = "FILE" };
    static readonly Option<int?> Threads = Common.Threads();
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("eval", "Measure a trained model on its test data.") { Run, Data, Weights, Threads, Json };
        command.SetAction(Evaluate);
        return command;
    }

    static int Evaluate(ParseResult parsed)
    {
        Common.UseThreads(parsed, Threads);
        var run = parsed.GetRequiredValue(Run);
        var model = TrainedModel.Open(run, parsed.GetValue(Weights));
        var data = parsed.GetValue(Data) is { } given ? Common.WholePath(given) : model.Folder.Config.Arguments.Data;
        var result = model.Evaluate(data);
        if (parsed.GetValue(Json)) PrintJson(run, data, result);
        else PrintText(run, data, result, model.Folder.Config.Labels);
        return CommandLine.Done;
    }

    static void PrintJson(string run, string data, Evaluation result) => JsonLine.Print(json =>
    {
        json.WriteString("run", run);
        json.WriteString("data", data);
        json.WriteNumber("n", result.Count);
        json.WriteFinite("loss", result.Loss);
        json.WriteStartObject("metrics");
        foreach (var metric in result.Metrics.Where(m => m.IsReported)) json.WriteFinite(metric.Name, metric.Value);
        json.WriteEndObject();
    });

    static void PrintText(string run, string data, Evaluation result, IReadOnlyList<string> labels)
    {
        Console.WriteLine($"{run} on {result.Count:N0} test examples of {data}");
        var figures = result.Metrics.Where(m => m.IsReported).Select(m => (m.Name, m.Text)).Prepend(("loss", $"{result.Loss:f4}")).ToArray();
        foreach (var (name, text) in figures) Console.WriteLine($"  {name.PadRight(figures.Max(f => f.Item1.Length))}  {text}");
        if (result.Metrics.OfType<ConfusionMatrix>().FirstOrDefault() is not { } confusion) return;
        Console.WriteLine();
        var width = Math.Max(5, labels.Max(l => l.Length));
        Console.WriteLine($"  {"class".PadRight(width)}   recall  precision");
        for (var c = 0; c < labels.Count; c++)
            Console.WriteLine($"  {labels[c].PadRight(width)}  {confusion.Recall(c),7:p1}    {confusion.Precision(c),7:p1}");
    }
}

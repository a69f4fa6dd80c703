using System.CommandLine;
using Flint.Imaging;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint predict RUN IMAGE...</c>: names the class of pictures.</summary>
static class PredictCommand
{
    const string Preparation = """
        PNG files of any size, grey or colour. They are brought to the model's size as MNIST was made: to luminance; inverted if the
        border is light; the drawing's bounding box scaled, keeping its aspect, with antialiasing, to 20x20 for MNIST's 28x28 (to the
        whole size for other data); centred by its mass. A picture that has the model's size keeps its pixels.
        """;

    static readonly Argument<string> Run = new("run") { Description = "A run folder." };
    static readonly Argument<string[]> Inputs = new("input") { Description = Preparation, Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> Weights = new("--weights") { Description = "Other weights. [default: best.safetensors of the run]", HelpName = "FILE" };
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("predict", "Tell the class of pictures.") { Run, Inputs, Weights, Json };
        command.SetAction(Predict);
        return command;
    }

    static int Predict(ParseResult parsed)
    {
        var model = TrainedModel.Open(parsed.GetRequiredValue(Run), parsed.GetValue(Weights));
        var labels = model.Folder.Config.Labels;
        var inputs = parsed.GetRequiredValue(Inputs);
        var width = inputs.Max(i => i.Length);
        foreach (var input in inputs)
        {
            var probabilities = model.Predict(Image.Load(input));
            var order = Enumerable.Range(0, labels.Count).OrderByDescending(c => probabilities[c]).ToArray();
            if (parsed.GetValue(Json)) PrintJson(input, order, labels, probabilities);
            else Console.WriteLine($"{input.PadRight(width)}  {string.Join("   ", order.Take(3).Select(c => $"{labels[c]} {probabilities[c]:p1}"))}");
        }
        return CommandLine.Done;
    }

    static void PrintJson(string input, int[] order, IReadOnlyList<string> labels, float[] probabilities) => JsonLine.Print(json =>
    {
        json.WriteString("input", input);
        json.WriteNumber("class", order[0]);
        json.WriteString("label", labels[order[0]]);
        json.WriteStartArray("probabilities");
        foreach (var c in order)
        {
            json.WriteStartObject();
            json.WriteString("label", labels[c]);
            json.WriteNumber("p", probabilities[c]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}

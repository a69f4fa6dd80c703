using System.CommandLine;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint predict RUN FILE...</c>: what a model says of pictures, recordings, tables.</summary>
static class PredictCommand
{
    const string Preparation = """
        What the recipe of the run takes: pictures (PNG), recordings (WAV), tables (CSV, an answer per row), series (CSV).
        Pictures of any size, grey or colour, are brought to the model's size as MNIST was made: to luminance; inverted if the
        border is light; the drawing's bounding box scaled, keeping its aspect, with antialiasing, to 20x20 for MNIST's 28x28 (to the
        whole size for other data); centred by its mass. A picture that has the model's size keeps its pixels.
        """;

    static readonly Argument<string> Run = new("run") { Description = "A run folder." };
    static readonly Argument<string[]> Inputs = new("input") { Description = Preparation, Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> Weights = new("--weights") { Description = "Other weights. [default: best.safetensors of the run]", HelpName = "FILE" };
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("predict", "Tell what a trained model says of files.") { Run, Inputs, Weights, Json };
        command.SetAction(Predict);
        return command;
    }

    static int Predict(ParseResult parsed)
    {
        var model = TrainedModel.Open(parsed.GetRequiredValue(Run), parsed.GetValue(Weights));
        var inputs = parsed.GetRequiredValue(Inputs);
        foreach (var input in inputs)
        {
            var predictions = model.Predict(input);
            var width = Math.Max(inputs.Max(i => i.Length), predictions.Max(p => p.Input.Length));
            foreach (var prediction in predictions)
                if (parsed.GetValue(Json)) PredictionOutput.PrintJson(prediction);
                else PredictionOutput.PrintText(prediction, width);
        }
        return CommandLine.Done;
    }
}

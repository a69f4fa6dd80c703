using System.CommandLine;
using Flint.Imaging;
using Flint.Recipes;
using Flint.Vision;

namespace Flint.Cli;

/// <summary><c>flint predict RUN|MODEL INPUT...</c>: what a model says of pictures, recordings, tables, or makes from seeds.</summary>
static class PredictCommand
{
    const string Preparation = """
        What the recipe of the run takes: pictures (PNG, JPEG, BMP, PGM, ...), recordings (WAV), videos (Y4M, AVI), tables (CSV, an answer
        per row), series (CSV); of faces-verify two pictures, or one and those to compare it with; for a model that makes pictures whole
        numbers, the seeds of 64 pictures each, and for mnist-vae also pictures to make again.
        For a run, drawings of any size, grey or colour, are brought to the model's size as MNIST was made: to luminance; inverted if the
        border is light; the drawing's bounding box scaled, keeping its aspect, with antialiasing, to 20x20 for MNIST's 28x28 (to the
        whole size for other data); centred by its mass. A picture that has the model's size keeps its pixels.
        Photos are scaled to the size of the model.
        For a model such as mobilenet_v2, photos are scaled, cut and normalised as its weights want it: as the .json beside the weights
        says, as is known of published weights, else as torchvision does for ImageNet, which is then said.
        """;

    static readonly Argument<string> Run = new("run|model") { Description = "A run folder, or a model of 'flint models'. A folder wins." };
    static readonly Argument<string[]> Inputs = new("input") { Description = Preparation, Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> Weights = new("--weights")
    {
        Description = "Other weights (.safetensors, .pth, ...). [default: best.safetensors of the run; the known file of the model]", HelpName = "FILE",
    };

    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("predict", "Tell what a trained model says of files, or makes from seeds.") { Run, Inputs, Weights, Json };
        command.SetAction(Predict);
        return command;
    }

    static int Predict(ParseResult parsed)
    {
        var predict = Opened(parsed.GetRequiredValue(Run), parsed.GetValue(Weights));
        var inputs = parsed.GetRequiredValue(Inputs);
        foreach (var predictions in predict(inputs))
        {
            var width = Math.Max(inputs.Max(i => i.Length), predictions.Max(p => p.Input.Length));
            foreach (var prediction in predictions)
                if (parsed.GetValue(Json)) PredictionOutput.PrintJson(prediction);
                else PredictionOutput.PrintText(prediction, width);
        }
        return CommandLine.Done;
    }

    static Func<string[], IEnumerable<IReadOnlyList<Prediction>>> Opened(string name, string? weights)
    {
        if (Directory.Exists(name)) return TrainedModel.Open(name, weights).Predict;
        if (ImageModels.TryFind(name) is null)
            throw new NotFoundException(
                $"There is no run folder '{name}', and no model of this name.{Suggestion.For(name, ImageModels.All.Select(m => m.Name))} 'flint train' makes runs, 'flint models' lists models.");
        var classifier = PretrainedClassifier.Open(name, weights);
        foreach (var assumption in classifier.Assumptions) Console.Error.WriteLine($"flint: {assumption}");
        return paths => paths.Select(path => (IReadOnlyList<Prediction>)[new ClassPrediction(path, classifier.Labels, classifier.Probabilities(Image.Load(path)))]);
    }
}

using System.CommandLine;
using System.Globalization;
using Flint.NN;
using Flint.Recipes;
using Flint.Vision;

namespace Flint.Cli;

/// <summary><c>flint models</c>: lists the models that recipes train, and the image models.</summary>
static class ModelsCommand
{
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("models", "List the models, with their parameters, multiply-adds, input size, and what runs them.") { Json };
        command.SetAction(List);
        return command;
    }

    static int List(ParseResult parsed)
    {
        foreach (var row in Trained().Concat(Images()))
            if (parsed.GetValue(Json)) PrintJson(row);
            else
            {
                var work = row.MultiplyAdds is { } count ? Millions(count) : "";
                Console.WriteLine($"{row.Name,-16} {row.Parameters,12:N0} parameters  {work,11}  {row.Input,-10}  {row.Use}");
            }
        return CommandLine.Done;
    }

    static IEnumerable<Row> Trained() => RecipeList.All.OfType<SupervisedRecipe>().Select(recipe =>
    {
        var (name, _, parameters) = recipe.Model(classes: 10).Info;
        return new Row(name, parameters, null, "", $"flint train {recipe.Name}") { Recipe = recipe.Name };
    });

    static IEnumerable<Row> Images() => ImageModels.All.Select(model =>
    {
        using var _ = new SkipInit();
        var net = model.Create();
        var weights = KnownWeights.All.Where(k => k.Model == model.Name).Select(k => k.Path).FirstOrDefault(p => p is not null);
        return new Row(
            model.Name, net.Parameters().Sum(p => p.Count), net.MultiplyAdds([1, model.Channels, model.Size, model.Size]),
            $"{model.Channels}x{model.Size}x{model.Size}", model.IsPerPixel ? "" : $"flint predict {model.Name}{(weights is null ? " --weights FILE" : "")}")
        {
            Classes = model.Classes, Weights = weights,
        };
    });

    static string Millions(long count) => count < 1_000_000 ? "<1 MMACs" : count < 1_000_000_000 ? $"{count / 1e6:f0} MMACs" : $"{(count / 1e9).ToString("f2", CultureInfo.InvariantCulture)} GMACs";

    static void PrintJson(Row row) => JsonLine.Print(json =>
    {
        json.WriteString("model", row.Name);
        json.WriteNumber("parameters", row.Parameters);
        if (row.Recipe is not null) json.WriteString("recipe", row.Recipe);
        if (row.MultiplyAdds is not { } count) return;
        json.WriteNumber("multiply_adds", count);
        json.WriteString("input", row.Input);
        json.WriteNumber("classes", row.Classes);
        json.WriteString("weights", row.Weights);
    });

    sealed record Row(string Name, long Parameters, long? MultiplyAdds, string Input, string Use)
    {
        internal string? Recipe { get; init; }
        internal int Classes { get; init; }
        internal string? Weights { get; init; }
    }
}

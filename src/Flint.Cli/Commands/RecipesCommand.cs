using System.CommandLine;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint recipes</c>: lists what can be trained.</summary>
static class RecipesCommand
{
    const int NameWidth = 19;

    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("recipes", "List the recipes that 'flint train' runs, with their defaults.") { Json };
        command.SetAction(List);
        return command;
    }

    static int List(ParseResult parsed)
    {
        foreach (var recipe in RecipeList.All)
            if (parsed.GetValue(Json)) PrintJson(recipe);
            else PrintText(recipe);
        return CommandLine.Done;
    }

    static void PrintText(Recipe recipe)
    {
        var d = recipe.Defaults;
        Console.WriteLine($"{recipe.Name,-NameWidth} {recipe.Summary}");
        Console.WriteLine($"{"",-NameWidth} --data {d.Data} --epochs {d.Epochs} --batch-size {d.BatchSize} --lr {d.Lr} --seed {d.Seed}{(d.StepsPerEpoch is { } steps ? $" --steps-per-epoch {steps}" : "")}");
        foreach (var preset in recipe.Presets) Console.WriteLine($"{"",-NameWidth} --preset {preset.Name}: {preset.Summary}");
    }

    static void PrintJson(Recipe recipe) => JsonLine.Print(json =>
    {
        json.WriteString("recipe", recipe.Name);
        json.WriteString("summary", recipe.Summary);
        json.WriteString("data", recipe.Defaults.Data);
        json.WriteNumber("epochs", recipe.Defaults.Epochs);
        json.WriteNumber("batch_size", recipe.Defaults.BatchSize);
        json.WriteNumber("lr", recipe.Defaults.Lr);
        json.WriteNumber("seed", recipe.Defaults.Seed);
        json.WriteStartArray("presets");
        foreach (var preset in recipe.Presets) json.WriteStringValue(preset.Name);
        json.WriteEndArray();
    });
}

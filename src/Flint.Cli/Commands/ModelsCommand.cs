using System.CommandLine;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint models</c>: lists the models that recipes train.</summary>
static class ModelsCommand
{
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("models", "List the models, with their number of parameters and the recipe that trains them.") { Json };
        command.SetAction(List);
        return command;
    }

    static int List(ParseResult parsed)
    {
        foreach (var recipe in RecipeList.All.OfType<SupervisedRecipe>())
        {
            var (name, _, parameters) = recipe.Model(classes: 10).Info;
            if (parsed.GetValue(Json))
                JsonLine.Print(json =>
                {
                    json.WriteString("model", name);
                    json.WriteNumber("parameters", parameters);
                    json.WriteString("recipe", recipe.Name);
                });
            else Console.WriteLine($"{name,-10} {parameters,12:N0} parameters   flint train {recipe.Name}");
        }
        return CommandLine.Done;
    }
}

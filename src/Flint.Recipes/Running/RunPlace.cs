using Flint.Training;

namespace Flint.Recipes;

/// <summary>Where a run writes to: a folder to be made, or that of a run to go on with.</summary>
public sealed class RunPlace
{
    readonly string? path;

    RunPlace(string? path, RunFolder? existing) => (this.path, Existing) = (path, existing);

    /// <summary>The run to go on with, or null for a new one.</summary>
    internal RunFolder? Existing { get; }

    /// <summary>A new folder; null names it <c>runs/RECIPE-TIME</c>.</summary>
    public static RunPlace New(string? path = null) => new(path, null);

    /// <summary>The folder of a run to go on with.</summary>
    public static RunPlace Of(RunFolder folder) => new(null, folder);

    /// <summary>The folder: made with this description, or that there was.</summary>
    internal RunFolder Folder(Recipe recipe, RunArguments arguments, ModelInfo model, IReadOnlyList<string> labels, Preprocessing? preprocessing = null) =>
        Existing ?? RunFolder.Create(path ?? NewName(recipe), new(
            RunConfig.CurrentSchema, FlintVersion.Text, recipe.Name, DateTime.UtcNow, arguments, model, preprocessing, labels));

    static string NewName(Recipe recipe)
    {
        var name = Path.Combine("runs", $"{recipe.Name}-{DateTime.UtcNow:yyyyMMdd-HHmmss}");
        // Two runs started within a second must not share a folder.
        return Directory.Exists(name) ? $"{name}-{Environment.ProcessId}" : name;
    }
}

using Flint.Training;

namespace Flint.Recipes;

/// <summary>A recipe of several trainings whose results are compared in a table and a picture: cross-validation, variants of a network.</summary>
/// <typeparam name="TData">What is loaded once and used by all of them.</typeparam>
public abstract class Study<TData> : Recipe
{
    /// <summary>Reads the data set of this name or in this folder.</summary>
    protected abstract TData Load(string source);

    /// <summary>What config.json says of the model.</summary>
    protected abstract ModelInfo Describe(TData data);

    /// <summary>The names of the classes; none where there are none.</summary>
    protected virtual IReadOnlyList<string> Labels(TData data) => [];

    /// <summary>What inputs are put through, where they are images.</summary>
    protected virtual Preprocessing? Preprocessing(TData data) => null;

    /// <summary>What the study does: trainings by <see cref="StudyRun.Fit"/>, pictures into the run folder, tables and a headline in the result.</summary>
    protected abstract RunResult Run(StudyRun run, TData data);

    /// <inheritdoc/>
    public sealed override RecipeRun Prepare(RunArguments arguments, RunPlace place)
    {
        var data = Load(arguments.Data);
        return new StudyRun(place.Folder(this, arguments, Describe(data), Labels(data), Preprocessing(data)), arguments, run => Run(run, data));
    }
}

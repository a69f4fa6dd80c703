using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// A complete system that <c>flint train NAME</c> runs: data, model, training, evaluation, in this order in one short file. To
/// add one, derive from <see cref="SupervisedRecipe"/> (one network, one training), <see cref="ImageRecipe"/> (the same on
/// images), <see cref="GenerativeRecipe"/> (networks that make images) or <see cref="Study{TData}"/> (several trainings compared), and add a line to <see cref="RecipeList"/>.
/// </summary>
public abstract class Recipe
{
    /// <summary>The name on the command line, such as <c>mnist-convnet</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>The arguments it runs with unless others are given.</summary>
    public abstract RunArguments Defaults { get; }

    /// <summary>Named sets of arguments for <c>--preset NAME</c>, <see cref="Defaults"/> among them where they have a name; none where one set serves.</summary>
    public virtual IReadOnlyList<Preset> Presets => [];

    /// <summary>Whether it heeds <see cref="RunArguments.StepsPerEpoch"/> and <see cref="RunArguments.ValidationSteps"/>.</summary>
    public virtual bool CountsSteps => false;

    /// <summary>A run ready to train.</summary>
    /// <param name="arguments">With what arguments.</param>
    /// <param name="place">The folder it writes to.</param>
    public abstract RecipeRun Prepare(RunArguments arguments, RunPlace place);

    /// <summary>The model that a run of this recipe has trained.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="weights">The file of weights to load.</param>
    /// <exception cref="NN.StateException">The weights are of another model.</exception>
    public abstract TrainedModel Open(RunFolder folder, string weights);
}

/// <summary>Arguments of a recipe under a name.</summary>
/// <param name="Summary">What they are for, in a line.</param>
/// <param name="Arguments">They hold the name, as <see cref="RunArguments.Preset"/>.</param>
public sealed record Preset(string Summary, RunArguments Arguments)
{
    /// <summary>As <c>--preset</c> takes it.</summary>
    public string Name => Arguments.Preset ?? throw new ArgumentException("The arguments of a preset hold its name.");
}

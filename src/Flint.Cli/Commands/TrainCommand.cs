using System.CommandLine;
using Flint.Recipes;
using Flint.Training;

namespace Flint.Cli;

/// <summary><c>flint train RECIPE</c>: trains, with live progress, into a run folder.</summary>
static class TrainCommand
{
    static readonly Argument<string?> Recipe = new("recipe")
    {
        Description = "What to train; 'flint recipes' lists them. May be left out with --resume.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<int?> Epochs = Common.AtLeast(1, new("--epochs") { Description = "Passes over the training data.", HelpName = "N" });
    static readonly Option<int?> BatchSize = Common.AtLeast(1, new("--batch-size") { Description = "Samples per step.", HelpName = "N" });
    static readonly Option<double?> Lr = Common.Positive(new("--lr") { Description = "Learning rate, the highest where it varies.", HelpName = "X" });
    static readonly Option<long?> Seed = new("--seed") { Description = "Decides the initial weights and the order of the samples.", HelpName = "N" };
    static readonly Option<string?> Data = new("--data") { Description = "Name of the data, their folder, or a file where the recipe takes one.", HelpName = "NAME|DIR" };
    static readonly Option<string?> Preset = new("--preset") { Description = "A named set of arguments of the recipe; 'flint recipes' lists them. Other options override it.", HelpName = "NAME" };
    static readonly Option<int?> StepsPerEpoch = Common.AtLeast(1, new("--steps-per-epoch")
    {
        Description = "Steps that make an epoch, beginning the data anew as often as needed. [default: one pass]",
        HelpName = "N",
    });
    static readonly Option<int?> ValidationSteps = Common.AtLeast(1, new("--validation-steps")
    {
        Description = "Batches of --batch-size test samples to measure after each epoch. [default: all]",
        HelpName = "N",
    });

    static readonly Option<string?> Out = new("--out") { Description = "The run folder to make. [default: runs/RECIPE-TIME]", HelpName = "DIR" };
    static readonly Option<string?> Resume = new("--resume") { Description = "Go on with an interrupted run, in its folder.", HelpName = "RUN" };
    static readonly Option<int?> CheckpointEvery = Common.AtLeast(1, new("--checkpoint-every")
    {
        Description = "Write a checkpoint every N steps too, not only after each epoch.",
        HelpName = "N",
    });

    static readonly Option<int?> Threads = Common.Threads();
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("train", "Train a recipe. Ctrl-C finishes the step, writes a checkpoint and exits with code 130.")
        {
            Recipe, Preset, Epochs, BatchSize, Lr, Seed, StepsPerEpoch, ValidationSteps, Data, Out, Resume, CheckpointEvery, Threads, Json,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        Common.UseThreads(parsed, Threads);
        using var interruption = new Interruption();
        var run = parsed.GetValue(Resume) is { } folder ? Resumed(parsed, folder) : Started(parsed);
        var output = TrainOutput.For(run, parsed.GetValue(Json));
        try
        {
            output.Show(() => run.Train(parsed.GetValue(CheckpointEvery) ?? 0, interruption.Token));
            return CommandLine.Done;
        }
        catch (OperationCanceledException e)
        {
            throw new InterruptedException(
                $"Stopped {run.Progress}. Go on with: flint train --resume {run.Folder.Path}", e);
        }
    }

    static RecipeRun Started(ParseResult parsed)
    {
        var recipe = RecipeList.Find(parsed.GetValue(Recipe) ?? throw new UsageException(
            $"'flint train' needs a recipe, or --resume RUN. Recipes: {string.Join(", ", RecipeList.All.Select(r => r.Name))}."));
        var defaults = parsed.GetValue(Preset) is { } preset ? Named(recipe, preset) : recipe.Defaults;
        if (!recipe.CountsSteps && (parsed.GetValue(StepsPerEpoch) ?? parsed.GetValue(ValidationSteps)) is not null)
            throw new UsageException($"{recipe.Name} goes through its data once an epoch: leave {StepsPerEpoch.Name} and {ValidationSteps.Name} out.");
        var data = parsed.GetValue(Data) is { } given ? Common.WholePath(given) : defaults.Data;
        var arguments = new RunArguments(
            parsed.GetValue(Epochs) ?? defaults.Epochs, parsed.GetValue(BatchSize) ?? defaults.BatchSize, parsed.GetValue(Lr) ?? defaults.Lr,
            parsed.GetValue(Seed) ?? defaults.Seed, data, defaults.Preset, parsed.GetValue(StepsPerEpoch) ?? defaults.StepsPerEpoch,
            parsed.GetValue(ValidationSteps) ?? defaults.ValidationSteps);
        return RecipeRun.Start(recipe, arguments, parsed.GetValue(Out));
    }

    static RunArguments Named(Recipe recipe, string name) => recipe.Presets.FirstOrDefault(p => p.Name == name)?.Arguments
        ?? throw new UsageException(recipe.Presets.Count == 0
            ? $"The recipe {recipe.Name} has no presets: leave --preset out."
            : $"The recipe {recipe.Name} has no preset '{name}'. Presets: {string.Join(", ", recipe.Presets.Select(p => p.Name))}.");

    static RecipeRun Resumed(ParseResult parsed, string folder)
    {
        var fixedByRun = new Option[] { Preset, Epochs, BatchSize, Lr, Seed, StepsPerEpoch, ValidationSteps, Data, Out }.Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToList();
        if (fixedByRun.Count > 0)
            throw new UsageException($"{string.Join(", ", fixedByRun)} cannot be given with --resume: the run goes on with the arguments it was started with.");
        var run = RunFolder.Open(folder);
        if (parsed.GetValue(Recipe) is { } name && RecipeList.Find(name).Name != run.Config.Recipe)
            throw new UsageException($"'{folder}' is a run of {run.Config.Recipe}, not of {name}: leave the recipe out, or give the right one.");
        var resumed = RecipeRun.Resume(run);
        if (resumed.Finished is { } reason)
            Console.Error.WriteLine($"'{folder}' {reason}: nothing is left to do. For more, start a new run: flint train {run.Config.Recipe} --epochs N");
        return resumed;
    }
}

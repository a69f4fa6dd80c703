using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary>The <c>flint</c> command: its sub-commands, and what becomes of errors.</summary>
static class CommandLine
{
    internal const int Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130;

    internal static int Run(string[] args)
    {
        // Numbers look the same everywhere: 99.03%, not 99,03 %.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture =
            new CultureInfo("") { NumberFormat = { PercentPositivePattern = 1, PercentNegativePattern = 1 } };
        var root = new RootCommand("Flint: deep learning for .NET.")
        {
            TrainCommand.Create(), EvalCommand.Create(), PredictCommand.Create(), RecipesCommand.Create(), ModelsCommand.Create(),
            DataCommand.Create(), InfoCommand.Create(), BenchCommand.Create(),
        };
        if (args.Length == 0)
        {
            root.Parse("--help").Invoke(new() { Output = Console.Error });
            return WrongUsage;
        }
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction) return Usage.Report(parsed, Console.Error);
        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    static int Report(Exception error)
    {
        switch (error)
        {
            case OperationCanceledException:
                Console.Error.WriteLine(error is InterruptedException ? error.Message : "Stopped.");
                return Interrupted;
            case UsageException or UnknownRecipeException:
                Console.Error.WriteLine($"flint: {error.Message}");
                return WrongUsage;
            case FlintException or Imaging.ImageFormatException or IOException or UnauthorizedAccessException:
                Console.Error.WriteLine($"flint: {error.Message}");
                return Failed;
            default:
                var detail = Environment.GetEnvironmentVariable("FLINT_TRACE") == "1" ? $"\n{error}" : " Set FLINT_TRACE=1 to see where.";
                Console.Error.WriteLine($"flint: unexpected {error.GetType().Name}: {error.Message}{detail}");
                return Failed;
        }
    }
}

/// <summary>The command was given arguments that do not go together.</summary>
sealed class UsageException(string message) : FlintException(message);

/// <summary>Ctrl-C stopped the command in an orderly way.</summary>
sealed class InterruptedException(string message, Exception inner) : OperationCanceledException(message, inner);

using System.CommandLine;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary>Says what is wrong with a command line, what may have been meant, and what there is.</summary>
static class Usage
{
    internal static int Report(ParseResult parsed, TextWriter to)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.ToHashSet();
        foreach (var token in unknown) to.WriteLine($"flint: {Unknown(command, token)}");
        foreach (var error in parsed.Errors)
            if (!unknown.Any(t => error.Message.Contains($"'{t}'", StringComparison.Ordinal))) to.WriteLine($"flint: {error.Message}");

        if (command.Subcommands.Count > 0) to.WriteLine($"Commands: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.");
        if (OptionNames(command) is { Count: > 0 } options) to.WriteLine($"Options: {string.Join(", ", options)}.");
        to.WriteLine($"See '{Path(parsed)} --help'.");
        return CommandLine.WrongUsage;
    }

    static string Unknown(Command command, string token)
    {
        if (token.StartsWith('-')) return $"unknown option '{token}'.{Suggestion.For(token, OptionNames(command))}";
        if (command.Subcommands.Count > 0) return $"unknown command '{token}'.{Suggestion.For(token, command.Subcommands.Select(c => c.Name))}";
        return $"unexpected argument '{token}'.";
    }

    static List<string> OptionNames(Command command) => [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name)];

    static string Path(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "flint" : $"flint {parsed.CommandResult.Command.Name}";
}

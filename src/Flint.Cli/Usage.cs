using System.CommandLine;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary>Says what is wrong with a command line, what may have been meant, and what there is.</summary>
static class Usage
{
    internal static int Report(ParseResult parsed, TextWriter to)
    {
        var command = parsed.CommandResult.Command;
        var unknown = Unknown(command, parsed.UnmatchedTokens);
        foreach (var token in unknown) to.WriteLine($"flint: {Unknown(command, token)}");
        if (unknown.Count == 0)
            foreach (var error in parsed.Errors) to.WriteLine($"flint: {(IsCommandMissing(command, parsed) ? $"'{Path(command)}' needs a command." : error.Message)}");

        if (command.Subcommands.Count > 0) to.WriteLine($"Commands: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.");
        if (OptionNames(command) is { Count: > 0 } options) to.WriteLine($"Options: {string.Join(", ", options)}.");
        to.WriteLine($"See '{Path(command)} --help'.");
        return CommandLine.WrongUsage;
    }

    // What follows an unknown command or option is most likely meant for it: saying so again helps nobody.
    static List<string> Unknown(Command command, IReadOnlyList<string> tokens)
    {
        if (command.Subcommands.Count > 0) return [.. tokens.Take(1)];
        var options = tokens.Where(t => t.StartsWith('-')).ToList();
        return options.Count > 0 ? options : [.. tokens];
    }

    static string Unknown(Command command, string token)
    {
        if (token.StartsWith('-')) return $"unknown option '{token}'.{Suggestion.For(token, OptionNames(command))}";
        if (command.Subcommands.Count > 0) return $"unknown command '{token}'.{Suggestion.For(token, command.Subcommands.Select(c => c.Name))}";
        return $"unexpected argument '{token}'.";
    }

    static List<string> OptionNames(Command command) => [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name)];

    static bool IsCommandMissing(Command command, ParseResult parsed) => command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0;

    static string Path(Command command) => command is RootCommand ? "flint" : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";
}

using System.CommandLine;
using System.Globalization;

namespace Flint.Cli;

/// <summary>Options that several commands share, and checks of their values.</summary>
static class Common
{
    internal static Option<bool> Json() => new("--json") { Description = "Print JSON lines instead of text." };

    internal static Option<int?> Threads() => AtLeast(1, new Option<int?>("--threads")
    {
        Description = "Threads to use; results do not depend on it. [default: FLINT_THREADS, else all processors]",
        HelpName = "N",
    });

    internal static Option<int?> AtLeast(int least, Option<int?> option)
    {
        option.Validators.Add(result =>
        {
            // A text that is no number is reported by the parser itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < least)
                result.AddError($"{option.Name} must be {least} or more.");
        });
        return option;
    }

    internal static void UseThreads(ParseResult parsed, Option<int?> option)
    {
        if (parsed.GetValue(option) is { } count) Flint.Threads.Count = count;
    }
}

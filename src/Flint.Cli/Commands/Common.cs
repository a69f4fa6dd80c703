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

    /// <summary>An option that takes a whole number of <paramref name="least"/> or more.</summary>
    internal static Option<int?> AtLeast(int least, Option<int?> option)
    {
        option.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value >= least) return value;
            result.AddError($"{option.Name} must be a whole number of {least} or more, but is '{result.Tokens[0].Value}'.");
            return null;
        };
        return option;
    }

    /// <summary>An option that takes a positive number.</summary>
    internal static Option<double?> Positive(Option<double?> option)
    {
        option.CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)) return value;
            result.AddError($"{option.Name} must be a positive number, but is '{result.Tokens[0].Value}'.");
            return null;
        };
        return option;
    }

    /// <summary>The full path of data that are a file or folder: a run can be gone on with from another folder, and knows its own data again.</summary>
    internal static string WholePath(string data) => Path.Exists(data) ? Path.GetFullPath(data) : data;

    internal static void UseThreads(ParseResult parsed, Option<int?> option)
    {
        if (parsed.GetValue(option) is { } count) Flint.Threads.Count = count;
    }
}

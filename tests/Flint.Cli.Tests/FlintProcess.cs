using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Flint.Testing;

namespace Flint.Cli.Tests;

/// <summary>Runs the command as a user would, in a folder of its own.</summary>
sealed class FlintProcess : IDisposable
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Flint.Cli.dll");

    internal TempFolder Folder { get; } = new();

    public void Dispose() => Folder.Dispose();

    internal (int ExitCode, string Output, string Error) Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>With data sets that the repository does not hold.</summary>
    internal (int ExitCode, string Output, string Error) Run(string data, string[] arguments) => Finish(Start(arguments, ("FLINT_DATA", data)));

    internal Process Start(params string[] arguments) => Start(arguments, []);

    internal Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder.Path,
        };
        start.Environment["FLINT_DATA"] = Testing.Repository.Path("data");
        start.Environment["FLINT_THREADS"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal static (int ExitCode, string Output, string Error) Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
    }

    internal static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The JSON lines of a command that succeeds, with data sets that the repository does not hold.</summary>
    internal List<JsonElement> Lines(string data, params string[] arguments)
    {
        var (code, output, error) = Run(data, arguments);
        code.ShouldBe(0, error);
        return Lines(output);
    }

    /// <summary>$FLINT_DATA, where it has this folder; the test is skipped where it has not.</summary>
    internal static string RealData(string folder)
    {
        var data = Environment.GetEnvironmentVariable("FLINT_DATA") ?? "";
        Assert.SkipUnless(Directory.Exists(Path.Combine(data, folder)), $"needs {folder} under FLINT_DATA");
        return data;
    }

    /// <summary>What Ctrl-C in a terminal sends.</summary>
    internal static void Interrupt(Process process) => kill(process.Id, 2).ShouldBe(0);

    [DllImport("libc")]
    static extern int kill(int process, int signal);
}

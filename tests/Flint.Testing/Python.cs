using System.Diagnostics;

namespace Flint.Testing;

/// <summary>Runs the Python scripts that check Flint's files independently. Only tests use it, and they skip where it is absent.</summary>
public static class Python
{
    public static bool IsThere { get; } = Run("--version") is (0, _);

    /// <summary>Exit code and output of <c>python3 arguments</c>.</summary>
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}

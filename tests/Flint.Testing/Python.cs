using System.Diagnostics;

namespace Flint.Testing;

/// <summary>Runs the Python scripts that check Flint's files independently. Only tests use it, and they skip where it is absent.</summary>
public static class Python
{
    public static bool IsThere { get; } = Run("--version") is (0, _);

    /// <summary>Exit code and output of <c>python3 arguments</c>.</summary>
    public static (int ExitCode, string Output) Run(params string[] arguments) => RunBy("python3", arguments);

    /// <summary>As <see cref="Run"/> for a script that needs PyTorch and ends with code 3 without it; the system's Python is tried too.</summary>
    public static (int ExitCode, string Output) RunWithTorch(params string[] arguments) =>
        Run(arguments) is (not 3, _) result ? result : RunBy("/usr/bin/python3", arguments) is (>= 0, _) other ? other : (3, "");

    static (int ExitCode, string Output) RunBy(string interpreter, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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

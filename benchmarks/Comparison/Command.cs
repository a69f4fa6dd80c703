using System.Diagnostics;

namespace Flint.Comparison;

/// <summary>Runs programs and keeps what they print.</summary>
public static class Command
{
    /// <summary>The standard output of a program.</summary>
    /// <exception cref="InvalidOperationException">It did not end with code 0.</exception>
    public static string Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        // Where a shell has them, they pin PyTorch's OpenBLAS to the kernels of an older processor, at half the speed.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}.");
    }

    /// <summary>The lines that a program prints.</summary>
    public static IReadOnlyList<string> Lines(string program, params string[] arguments) =>
        Output(program, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

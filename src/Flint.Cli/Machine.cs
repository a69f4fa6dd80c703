using System.Globalization;
using System.Runtime.InteropServices;

namespace Flint.Cli;

/// <summary>What the operating system knows of the processor and of this process.</summary>
static class Machine
{
    /// <summary>The processor's name.</summary>
    internal static string Processor()
    {
        if (File.Exists("/proc/cpuinfo"))
            foreach (var line in File.ReadLines("/proc/cpuinfo"))
                if (line.StartsWith("model name", StringComparison.Ordinal)) return line[(line.IndexOf(':') + 2)..];
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>The most memory this process has held, in MiB.</summary>
    internal static double PeakMiB() => Status("VmHWM:") ?? System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    /// <summary>The memory this process holds now, in MiB.</summary>
    internal static double CurrentMiB() => Status("VmRSS:") ?? Environment.WorkingSet / 1048576.0;

    static double? Status(string field)
    {
        if (!File.Exists("/proc/self/status")) return null;
        foreach (var line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith(field, StringComparison.Ordinal))
                return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
        return null;
    }
}

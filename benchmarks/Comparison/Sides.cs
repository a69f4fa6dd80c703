using System.Text.Json;

namespace Flint.Comparison;

/// <summary>What a side's line of JSON says of a run.</summary>
/// <param name="Ms">The median step.</param>
/// <param name="Share">Of the floor or the ceiling; null where the side does not say.</param>
/// <param name="BoundBy">Which ceiling it is.</param>
/// <param name="IsNetwork">Its samples are no calls.</param>
/// <param name="PeakMiB">The most memory of the process.</param>
/// <param name="RuntimeMiB">Of that, what the runtime had taken before the workload was made; 0 where the side does not say.</param>
public sealed record Run(double Ms, double? Share, string BoundBy, bool IsNetwork, double PeakMiB, double RuntimeMiB)
{
    internal static Run Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var fields = json.RootElement;
        double? Number(string name) => fields.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        string Text(string name) => fields.TryGetProperty(name, out var value) ? value.GetString()! : "";
        return new(Number("step_ms_median")!.Value, Number("share_of_floor"), Text("bound_by"), Text("unit") == "samples", Number("peak_rss_mb")!.Value, Number("runtime_rss_mb") ?? 0);
    }
}

/// <summary>`flint bench`.</summary>
/// <param name="program">Flint.Cli.dll.</param>
public sealed class FlintSide(string program)
{
    /// <summary>What it can time.</summary>
    public IReadOnlyList<string> Workloads { get; } = Command.Lines("dotnet", program, "bench", "--list");

    /// <summary>Times a workload in a process of its own.</summary>
    public Run Time(string name, string threads, string seconds) =>
        Run.Parse(Command.Output("dotnet", program, "bench", "--workload", name, "--threads", threads, "--seconds", seconds));
}

/// <summary>PyTorch.</summary>
/// <param name="python">The interpreter that has it.</param>
/// <param name="script">torch_bench.py.</param>
public sealed class TorchSide(string python, string script)
{
    /// <summary>What it can time, variants (<c>name@variant</c>) among them.</summary>
    public IReadOnlyList<string> Workloads { get; } = Command.Lines(python, script, "--list");

    /// <summary>Megabytes of a process that has only loaded it.</summary>
    public double RuntimeMiB() => double.Parse(
        Command.Output(python, "-c", "import resource, torch; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The ways it offers to do a workload: variants, and at several threads whether idle threads spin or sleep.</summary>
    public IReadOnlyList<(string Variant, string Wait)> Ways(string name, string threads)
    {
        string[] waits = threads == "1" ? ["passive"] : ["passive", "default"];
        return [.. Workloads.Where(n => n == name || n.StartsWith(name + "@", StringComparison.Ordinal)).SelectMany(_ => waits, (variant, wait) => (variant, wait))];
    }

    /// <summary>Times a workload in a process of its own.</summary>
    public Run Time((string Variant, string Wait) way, string threads, string seconds) =>
        Run.Parse(Command.Output(python, script, "--workload", way.Variant, "--threads", threads, "--seconds", seconds, "--wait", way.Wait));
}

/// <summary>ONNX Runtime.</summary>
/// <param name="script">ort_bench.mjs.</param>
/// <param name="folder">Where its package was installed; models/ in it holds the exported networks.</param>
public sealed class OrtSide(string script, string folder)
{
    /// <summary>What it can time: what it knows and has a model of.</summary>
    public IReadOnlyList<string> Workloads { get; } = !Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")) ? []
        : [.. Command.Lines("node", script, "--ort", folder, "--list").Where(name => File.Exists(Path.Combine(folder, "models", name + ".onnx")))];

    /// <summary>Times a workload in a process of its own.</summary>
    public Run Time(string name, string threads, string seconds) =>
        Run.Parse(Command.Output("node", script, "--ort", folder, "--models", Path.Combine(folder, "models"), "--workload", name, "--threads", threads, "--seconds", seconds));
}

using System.CommandLine;
using Flint.Cli.Bench;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint bench</c>: times one workload and prints one line of JSON, with the fields of the peers in benchmarks/peers.</summary>
static class BenchCommand
{
    static readonly Option<bool> List = new("--list") { Description = "List the workloads." };
    static readonly Option<string?> Name = new("--workload") { Description = "What to time.", HelpName = "NAME" };
    static readonly Option<int?> ThreadCount = Common.AtLeast(1, new("--threads") { Description = "Threads to use. [default: 1]", HelpName = "N" });
    static readonly Option<double?> Seconds = Common.Positive(new("--seconds") { Description = "How long to time steps. [default: 3]", HelpName = "S" });

    internal static Command Create()
    {
        var command = new Command("bench", "Time a workload and print one line of JSON.") { List, Name, ThreadCount, Seconds };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(List))
        {
            foreach (var (name, _) in Workloads.All) Console.WriteLine(name);
            return CommandLine.Done;
        }
        var wanted = parsed.GetValue(Name) ?? throw new UsageException("'flint bench' needs --workload NAME, or --list.");
        var workload = Workloads.All.FirstOrDefault(w => w.Name == wanted);
        if (workload.Build is null)
            throw new UsageException($"there is no workload '{wanted}'.{Suggestion.For(wanted, Workloads.All.Select(w => w.Name))} 'flint bench --list' lists them.");
        Threads.Count = parsed.GetValue(ThreadCount) ?? 1;
        Print(BenchRunner.Run(workload.Name, workload.Build, parsed.GetValue(Seconds) ?? 3));
        return CommandLine.Done;
    }

    static void Print(BenchResult result) => JsonLine.Print(json =>
    {
        var work = result.Workload;
        json.WriteString("workload", result.Name);
        json.WriteString("impl", $"flint-{FlintVersion.Text}");
        json.WriteNumber("threads", Threads.Count);
        json.WriteNumber("steps", result.Ms.Count);
        json.WriteNumber("samples_per_s", Math.Round(work.Samples * result.Ms.Count / result.Seconds, 2));
        json.WriteNumber("step_ms_median", Math.Round(result.Median, 4));
        json.WriteNumber("step_ms_p10", Math.Round(result.Percentile(0.1), 4));
        json.WriteNumber("step_ms_p90", Math.Round(result.Percentile(0.9), 4));
        json.WriteNumber("step_ms_p99", Math.Round(result.Percentile(0.99), 4));
        json.WriteNumber("step_ms_min", Math.Round(result.Ms[0], 4));
        json.WriteNumber("peak_rss_mb", Math.Round(result.PeakMiB, 1));
        json.WriteNumber("runtime_rss_mb", Math.Round(result.RuntimeMiB, 1));
        json.WriteString("unit", work.Unit);
        if (work is { Unit: "calls", Samples: > 1 }) json.WriteNumber("ns_per_call", Math.Round(result.Median / work.Samples * 1e6, 1));
        if (work.Parameters > 0) json.WriteNumber("params", work.Parameters);
        if (work.Loss() is { } loss) json.WriteFinite("loss", Math.Round(loss, 5));
        if (work.Flops > 0) json.WriteNumber("gflops", Math.Round(work.Flops / result.Median / 1e6, 2));
        if (work is { Bytes: > 0, IsNetwork: false }) json.WriteNumber("gb_per_s", Math.Round(work.Bytes / result.Median / 1e6, 2));
        if (Floor.Of(work) is { } floor)
        {
            json.WriteNumber("floor_ms", Math.Round(floor.Ms, 4));
            json.WriteNumber("share_of_floor", Math.Round(floor.Ms / result.Median, 3));
            json.WriteString("bound_by", floor.BoundBy);
        }
        json.WriteNumber("gc_share", Math.Round(result.GcShare, 4));
        foreach (var (name, value) in work.Extra()) json.WriteNumber(name, Math.Round(value, 2));
    });
}

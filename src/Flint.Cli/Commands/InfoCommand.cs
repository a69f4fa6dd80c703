using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Flint.Data;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary><c>flint info</c>: what a bug report or a benchmark has to say about the machine.</summary>
static class InfoCommand
{
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var command = new Command("info", "Show versions, processor, vector widths, threads, memory and data folders.") { Json };
        command.SetAction(Show);
        return command;
    }

    static int Show(ParseResult parsed)
    {
        var facts = Facts().ToList();
        var width = facts.Max(f => f.Name.Length);
        if (parsed.GetValue(Json))
            JsonLine.Print(json =>
            {
                foreach (var (name, value) in facts) json.WriteString(name, value);
            });
        else
            foreach (var (name, value) in facts) Console.WriteLine($"{name.PadRight(width)}  {value}");
        return CommandLine.Done;
    }

    static IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("flint", FlintVersion.Text);
        yield return ("dotnet", RuntimeInformation.FrameworkDescription);
        yield return ("os", $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}");
        yield return ("cpu", $"{Machine.Processor()}, {Environment.ProcessorCount} processors");
        yield return ("vectors", Widths());
        yield return ("threads", $"{Threads.Count}");
        yield return ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:f1} GB");
        foreach (var dataset in KnownDatasets.All) yield return (dataset.Name, DataFolders.TryFind(dataset.Name) ?? "not here");
        yield return ("cache", DataFolders.Cache);
    }

    static string Widths()
    {
        var widths = new[]
        {
            (Name: "128", Has: Vector128.IsHardwareAccelerated), (Name: "256", Has: Vector256.IsHardwareAccelerated), (Name: "512", Has: Vector512.IsHardwareAccelerated),
        };
        var names = widths.Where(w => w.Has).Select(w => w.Name).ToList();
        return names.Count == 0 ? "none (scalar)" : $"{string.Join(", ", names)} bits";
    }
}

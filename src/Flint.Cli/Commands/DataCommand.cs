using System.CommandLine;
using Flint.Data;

namespace Flint.Cli;

/// <summary><c>flint data list</c> and <c>flint data get NAME</c>.</summary>
static class DataCommand
{
    static readonly Argument<string> Name = new("name") { Description = "A data set of 'flint data list'." };
    static readonly Option<string?> Out = new("--out") { Description = "The folder to put it in, under its name. [default: the user's cache]", HelpName = "DIR" };
    static readonly Option<bool> Json = Common.Json();

    internal static Command Create()
    {
        var list = new Command("list", "List the data sets that can be downloaded, and where those are that are here.") { Json };
        list.SetAction(List);
        var get = new Command("get", "Download a data set from its official address and check it against the published checksums.") { Name, Out };
        get.SetAction(Get);
        return new Command("data", "List or download data sets.") { list, get };
    }

    static int List(ParseResult parsed)
    {
        foreach (var dataset in KnownDatasets.All)
        {
            var folder = DataFolders.TryFind(dataset.Name);
            if (parsed.GetValue(Json)) PrintJson(dataset, folder);
            else Console.WriteLine($"{dataset.Name,-14} {dataset.Title}\n{"",-14} {dataset.Terms}\n{"",-14} {folder ?? $"not here: flint data get {dataset.Name}"}");
        }
        return CommandLine.Done;
    }

    static void PrintJson(KnownDataset dataset, string? folder) => JsonLine.Print(json =>
    {
        json.WriteString("data", dataset.Name);
        json.WriteString("title", dataset.Title);
        json.WriteString("terms", dataset.Terms);
        json.WriteString("folder", folder);
    });

    static int Get(ParseResult parsed)
    {
        using var interruption = new Interruption();
        var dataset = KnownDatasets.Find(parsed.GetRequiredValue(Name));
        string? current = null;
        var folder = DataDownload.Get(dataset, parsed.GetValue(Out), progress =>
        {
            if (progress.File.Name != current) Console.WriteLine($"{current = progress.File.Name} ({progress.Total / 1e6:f1} MB)");
        }, cancel: interruption.Token);
        Console.WriteLine($"{dataset.Name} is in {folder}");
        return CommandLine.Done;
    }
}

using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

public sealed class RunFolderTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Run => folder["run"];

    [Fact]
    public void ConfigurationComesBackAsItWasWritten()
    {
        RunFolder.Create(Run, Toy.Config());
        var config = RunFolder.Open(Run).Config;
        config.Recipe.ShouldBe("toy");
        config.Arguments.ShouldBe(Toy.Config().Arguments);
        config.Labels.ShouldBe(["a", "b", "c"]);
        config.Preprocessing!.Size.ShouldBe([6, 1]);
        config.Created.ShouldBe(Toy.Config().Created);
        File.ReadAllText(Path.Combine(Run, "config.json")).ShouldContain("\"batch_size\": 16");
    }

    [Fact]
    public void AFolderThatHoldsARunIsNotOverwritten()
    {
        RunFolder.Create(Run, Toy.Config());
        Should.Throw<RunFolderException>(() => RunFolder.Create(Run, Toy.Config())).Message.ShouldContain("--resume");
    }

    [Fact]
    public void AFileInTheWayIsAnError()
    {
        File.WriteAllText(Run, "");
        Should.Throw<RunFolderException>(() => RunFolder.Create(Path.Combine(Run, "sub"), Toy.Config())).Message.ShouldContain("--out");
    }

    [Fact]
    public void WhatIsNoRunIsAnError()
    {
        Should.Throw<RunFolderException>(() => RunFolder.Open(Run)).Message.ShouldContain("There is no run folder");
        Directory.CreateDirectory(Run);
        Should.Throw<RunFolderException>(() => RunFolder.Open(Run)).Message.ShouldContain("no config.json");
        foreach (var text in new[] { "", "{", "[]", "null", "{\"schema\": 1}" })
        {
            File.WriteAllText(Path.Combine(Run, "config.json"), text);
            Should.Throw<RunFolderException>(() => RunFolder.Open(Run), text);
        }
    }

    [Fact]
    public void AnotherSchemaIsRefused()
    {
        RunFolder.Create(Run, Toy.Config() with { Schema = 7 });
        Should.Throw<RunFolderException>(() => RunFolder.Open(Run)).Message.ShouldContain("schema 7");
    }

    [Fact]
    public void MetricsEndAtALineThatIsNotWhole()
    {
        var run = RunFolder.Create(Run, Toy.Config());
        EpochReport[] reports = [.. Enumerable.Range(1, 2).Select(e => new EpochReport(e, e * 5, 0.1 / e, null, new Dictionary<string, double> { ["accuracy"] = 0.1 * e }, 0.3, 1e4, 2))];
        run.WriteMetrics(reports);
        File.AppendAllText(run.MetricsFile, "{\"epoch\": 3, \"st");
        var read = run.ReadMetrics();
        read.Select(r => (r.Epoch, r.TrainLoss, r.Metrics["accuracy"])).ShouldBe(reports.Select(r => (r.Epoch, r.TrainLoss, r.Metrics["accuracy"])));
    }
}

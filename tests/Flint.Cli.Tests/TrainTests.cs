using System.Text.Json;

namespace Flint.Cli.Tests;

/// <summary>The digits recipe from end to end.</summary>
public sealed class TrainTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void TrainingEvaluationAndPredictionAgree()
    {
        var (code, output, error) = flint.Run("train", "digits-mlp", "--json", "--out", "run");
        code.ShouldBe(0, error);
        error.ShouldBeEmpty();
        var lines = FlintProcess.Lines(output);
        lines.Count.ShouldBe(16);
        Fields(lines[0]).ShouldBe(["epoch", "step", "train_loss", "val_loss", "metrics", "samples_per_s", "seconds"]);
        Fields(lines[15]).ShouldBe(["run", "best_epoch", "test"]);
        lines[0].GetProperty("epoch").GetInt32().ShouldBe(1);
        lines[0].GetProperty("step").GetInt32().ShouldBe(120); // 3,823 images in batches of 32
        foreach (var field in new[] { "train_loss", "val_loss", "samples_per_s", "seconds" }) lines[0].GetProperty(field).GetDouble().ShouldBeGreaterThan(0, field);
        lines[14].GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.94);
        lines[15].GetProperty("run").GetString().ShouldBe("run");
        var best = lines[lines[15].GetProperty("best_epoch").GetInt32() - 1];
        var accuracy = lines[15].GetProperty("test").GetProperty("accuracy").GetDouble();
        accuracy.ShouldBe(best.GetProperty("metrics").GetProperty("accuracy").GetDouble());

        string[] expected =
        [
            "accuracy.png", "accuracy.svg", "best.safetensors", "config.json", "confusion.png", "confusion.svg", "loss.png", "loss.svg", "metrics.jsonl",
            "model.safetensors", "state.safetensors",
        ];
        var files = Directory.GetFiles(flint.Folder["run"]).Select(f => Path.GetFileName(f)).ToList();
        files.Where(f => !f.StartsWith("events.out.tfevents.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(expected);
        files.Count.ShouldBe(expected.Length + 1);

        var eval = FlintProcess.Lines(flint.Run("eval", "run", "--json").Output).ShouldHaveSingleItem();
        Fields(eval).ShouldBe(["run", "data", "n", "loss", "metrics"]);
        eval.GetProperty("n").GetInt32().ShouldBe(1797);
        eval.GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBe(accuracy);
        eval.GetProperty("loss").GetDouble().ShouldBe(best.GetProperty("val_loss").GetDouble());
        flint.Run("eval", "run").Output.ShouldContain("recall");
    }

    static IEnumerable<string> Fields(JsonElement line) => line.EnumerateObject().Select(p => p.Name);

    [Fact]
    public void TheSameSeedGivesTheSameWeightsAtAnyThreadCount()
    {
        string Weights(string run, params string[] more)
        {
            flint.Run(["train", "digits-mlp", "--epochs", "1", "--out", run, .. more]).ExitCode.ShouldBe(0);
            return Convert.ToHexString(File.ReadAllBytes(Path.Combine(flint.Folder[run], "model.safetensors")));
        }
        var first = Weights("a");
        Weights("b", "--threads", "3").ShouldBe(first);
        Weights("c", "--seed", "2").ShouldNotBe(first);
    }

    [Fact]
    public void PipedTextHasALinePerEpoch()
    {
        var (code, output, _) = flint.Run("train", "digits-mlp", "--epochs", "2");
        code.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Count(l => l.StartsWith("epoch ", StringComparison.Ordinal)).ShouldBe(2);
        lines[^1].ShouldContain("test accuracy");
        output.ShouldNotContain("\u001b");
        Directory.GetDirectories(flint.Folder["runs"], "digits-mlp-*").Length.ShouldBe(1);
    }

    [Fact]
    public void AFinishedRunCanBeResumedWithoutChange()
    {
        flint.Run("train", "digits-mlp", "--epochs", "1", "--out", "run").ExitCode.ShouldBe(0);
        var weights = File.ReadAllBytes(Path.Combine(flint.Folder["run"], "model.safetensors"));
        var (code, output, error) = flint.Run("train", "--resume", "run", "--json");
        code.ShouldBe(0, error);
        error.ShouldContain("nothing is left to do");
        error.ShouldContain("flint train digits-mlp --epochs N");
        Directory.GetFiles(flint.Folder["run"], "events.*").ShouldHaveSingleItem();
        FlintProcess.Lines(output).ShouldHaveSingleItem().GetProperty("best_epoch").GetInt32().ShouldBe(1);
        File.ReadAllBytes(Path.Combine(flint.Folder["run"], "model.safetensors")).ShouldBe(weights);
    }
}

namespace Flint.Cli.Tests;

/// <summary>The recipes on CIFAR-10, from end to end on a slice.</summary>
public sealed class CifarRecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void LeNetLearnsWithItsLongPresetAndReportsThePartsApart()
    {
        var data = FlintProcess.RealData("cifar10");
        var lines = flint.Lines(data, "train", "cifar10-lenet", "--preset", "long", "--lr", "0.05", "--epochs", "3", "--steps-per-epoch", "110", "--validation-steps", "4", "--json", "--out", "run");
        lines.Count.ShouldBe(4);
        lines[2].GetProperty("step").GetInt64().ShouldBe(3 * 110);
        var test = lines[3].GetProperty("test");
        var accuracy = test.GetProperty("accuracy").GetDouble();
        accuracy.ShouldBeInRange(0.25, 0.6); // 10 % is chance
        ((test.GetProperty("accuracy_lossless").GetDouble() + test.GetProperty("accuracy_jpeg").GetDouble()) / 2).ShouldBe(accuracy, 1e-9);
        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(2000);
        eval.GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBe(accuracy);
        File.ReadAllText(Path.Combine(flint.Folder["run"], "config.json")).ShouldContain("\"preset\": \"long\"");
    }

    [Fact]
    public void AnUnknownPresetIsAUsageError()
    {
        var (code, _, error) = flint.Run("train", "cifar10-lenet", "--preset", "short");
        (code, error).ShouldBe((2, "flint: The recipe cifar10-lenet has no preset 'short'. Presets: classic, long.\n"));
        flint.Run("train", "digits-mlp", "--preset", "long").Error.ShouldContain("has no presets: leave --preset out");
        flint.Run("train", "mnist-gan", "--steps-per-epoch", "3").Error.ShouldBe("flint: mnist-gan goes through its data once an epoch: leave --steps-per-epoch and --validation-steps out.\n");
    }

    [Fact]
    public void AResumedRunGoesOnWithinItsLongEpochs()
    {
        string[] arguments = ["train", "digits-mlp", "--epochs", "2", "--steps-per-epoch", "150", "--batch-size", "32"];
        flint.Run([.. arguments, "--out", "whole"]).ExitCode.ShouldBe(0);
        flint.Run([.. arguments.Select(a => a == "2" ? "1" : a), "--out", "half"]).ExitCode.ShouldBe(0);
        var config = Path.Combine(flint.Folder["half"], "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"epochs\": 1", "\"epochs\": 2"));
        flint.Run("train", "--resume", "half").ExitCode.ShouldBe(0);
        File.ReadAllBytes(Path.Combine(flint.Folder["half"], "model.safetensors"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(flint.Folder["whole"], "model.safetensors")));
    }
}

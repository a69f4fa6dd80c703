using System.Diagnostics;

namespace Flint.Cli.Tests;

/// <summary>Ctrl-C and kill -9 leave a run that goes on, to the same bits as one left alone.</summary>
public sealed class InterruptionTests : IDisposable
{
    const string Epochs = "4";

    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    string Weights(string run) => Convert.ToHexString(File.ReadAllBytes(Path.Combine(flint.Folder[run], "model.safetensors")));

    string StateFile => Path.Combine(flint.Folder["cut"], "state.safetensors");

    [Fact]
    public void CtrlCLeavesACheckpointThatGoesOnBitForBit()
    {
        if (OperatingSystem.IsWindows()) return;
        flint.Run("train", "digits-mlp", "--epochs", Epochs, "--out", "whole").ExitCode.ShouldBe(0);

        var process = flint.Start("train", "digits-mlp", "--epochs", Epochs, "--out", "cut", "--checkpoint-every", "7");
        WaitFor(StateFile, process);
        FlintProcess.Interrupt(process);
        var (code, _, error) = FlintProcess.Finish(process);
        if (code != 0) // a fast machine may have finished before the signal came
        {
            code.ShouldBe(130, error);
            error.ShouldContain("--resume cut");
        }
        flint.Run("train", "--resume", "cut").ExitCode.ShouldBe(0);
        Weights("cut").ShouldBe(Weights("whole"));
    }

    [Fact]
    public void KillInMidCheckpointLeavesAGoodOne()
    {
        flint.Run("train", "digits-mlp", "--epochs", Epochs, "--out", "whole").ExitCode.ShouldBe(0);
        for (var round = 0; round < 8; round++)
        {
            // A checkpoint after every step: the process is nearly always writing one when it dies.
            string[] arguments = round == 0
                ? ["train", "digits-mlp", "--epochs", Epochs, "--out", "cut", "--checkpoint-every", "1"]
                : ["train", "--resume", "cut", "--checkpoint-every", "1"];
            using var process = flint.Start(arguments);
            WaitFor(StateFile, process);
            Thread.Sleep(250 + 37 * round);
            process.Kill();
            process.WaitForExit();
            IO.Safetensors.Load(StateFile).Keys.ShouldContain("position");
        }
        var (code, _, error) = flint.Run("train", "--resume", "cut");
        code.ShouldBe(0, error);
        Weights("cut").ShouldBe(Weights("whole"));
        File.ReadAllLines(Path.Combine(flint.Folder["cut"], "metrics.jsonl")).Length.ShouldBe(4);
    }

    static void WaitFor(string file, Process process)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(file) && !process.HasExited)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(2)) throw new TimeoutException($"{file} was not written.");
            Thread.Sleep(5);
        }
    }
}

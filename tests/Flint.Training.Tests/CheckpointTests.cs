using Flint.IO;
using Flint.NN;
using Flint.Optim;
using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Saved()
    {
        var trainer = Toy.Trainer();
        trainer.Fit(Toy.Loader(), 1);
        Checkpoint.Save(folder["state.safetensors"], trainer);
        return folder["state.safetensors"];
    }

    [Fact]
    public void ACheckpointOfAnotherModelNamesWhatDoesNotFit()
    {
        var net = new Linear(6, 3);
        var other = new Trainer(net, net.Forward, Loss.CrossEntropy, new Sgd(net.Parameters(), momentum: 0.9));
        var before = net.Weight.ToArray<float>();
        var error = Should.Throw<CheckpointException>(() => Checkpoint.Load(Saved(), other));
        error.Message.ShouldContain("state.safetensors");
        error.Message.ShouldContain("weight");
        error.Message.ShouldContain("fc1.weight");
        net.Weight.ToArray<float>().ShouldBe(before);
    }

    [Fact]
    public void BareWeightsAreNoCheckpoint()
    {
        var trainer = Toy.Trainer();
        trainer.Model.Save(folder["model.safetensors"]);
        Should.Throw<CheckpointException>(() => Checkpoint.Load(folder["model.safetensors"], trainer)).Message.ShouldContain("schema");
    }

    [Fact]
    public void AnotherSchemaIsRefused()
    {
        Safetensors.Save(folder["later"], Toy.Trainer().StateDict(), new Dictionary<string, string> { ["flint.state"] = "2" });
        Should.Throw<CheckpointException>(() => Checkpoint.Load(folder["later"], Toy.Trainer())).Message.ShouldContain("found schema 2");
    }

    [Fact]
    public void ATruncatedFileIsATypedError()
    {
        var path = Saved();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        Should.Throw<FileFormatException>(() => Checkpoint.Load(path, Toy.Trainer())).Message.ShouldContain(path);
    }

    [Fact]
    public void AFailedWriteLeavesTheOldCheckpoint()
    {
        var path = Saved();
        var good = File.ReadAllBytes(path);
        Should.Throw<FileWriteException>(() => Checkpoint.Save(Path.Combine(folder["missing"], "state.safetensors"), Toy.Trainer()));
        if (File.Exists("/dev/full")) Should.Throw<FileWriteException>(() => Checkpoint.Save("/dev/full", Toy.Trainer())).Message.ShouldContain("full");
        File.ReadAllBytes(path).ShouldBe(good);
    }
}

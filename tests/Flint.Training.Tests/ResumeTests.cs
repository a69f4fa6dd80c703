using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

/// <summary>A run that is interrupted anywhere and goes on in a new process's state ends with the same bits.</summary>
public sealed class ResumeTests
{
    const int Epochs = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Toy.Batches)]      // the last step of an epoch, before its validation
    [InlineData(Toy.Batches + 1)]
    [InlineData(2 * Toy.Batches + 4)]
    public void AResumedRunEndsWithTheSameBits(int interruptedAfter)
    {
        using var folder = new TempFolder();
        var whole = Toy.Trainer();
        whole.Fit(Toy.Loader(), Epochs, Toy.Loader());

        var run = RunFolder.Create(folder["run"], Toy.Config());
        using var cancel = new CancellationTokenSource();
        var first = Toy.Trainer(callbacks: [new MetricsLog(run), new CheckpointWriter(run), new After(interruptedAfter, cancel.Cancel)]);
        Should.Throw<OperationCanceledException>(() => first.Fit(Toy.Loader(), Epochs, Toy.Loader(), cancel.Token));
        first.Step.ShouldBe(interruptedAfter);

        var second = Toy.Trainer(callbacks: [new MetricsLog(run), new CheckpointWriter(run)]);
        Random.Seed(999); // what the resumed process drew before must not matter
        Checkpoint.Load(run.StateFile, second, run.ReadMetrics());
        second.Step.ShouldBe(interruptedAfter);
        second.Fit(Toy.Loader(), Epochs, Toy.Loader());

        Toy.Weights(second).ShouldBe(Toy.Weights(whole));
        second.Optimizer.Lr.ShouldBe(whole.Optimizer.Lr);
        var (expected, actual) = (whole.History, run.ReadMetrics());
        actual.Select(r => (r.Epoch, r.Step, r.TrainLoss, r.ValLoss, r.Metrics["accuracy"], r.Metrics["train_accuracy"]))
            .ShouldBe(expected.Select(r => (r.Epoch, r.Step, r.TrainLoss, r.ValLoss, r.Metrics["accuracy"], r.Metrics["train_accuracy"])));
    }

    [Fact]
    public void AResumedRunGoesOnInTheOrderThatALoaderWithoutSeedHasDrawn()
    {
        using var folder = new TempFolder();
        var whole = Toy.Trainer();
        whole.Fit(Seedless(), Epochs);

        var run = RunFolder.Create(folder["run"], Toy.Config());
        var killed = Toy.Trainer(callbacks: [new CheckpointWriter(run, everySteps: 1), new After(7, () => throw new InvalidOperationException("killed"))]);
        Should.Throw<InvalidOperationException>(() => killed.Fit(Seedless(), Epochs));
        var second = Toy.Trainer();
        Random.Seed(999);
        Checkpoint.Load(run.StateFile, second);
        second.Fit(Seedless(), Epochs);
        Toy.Weights(second).ShouldBe(Toy.Weights(whole));

        static Data.DataLoader Seedless() => new(Toy.Data(), Toy.Batch, shuffle: true);
    }

    [Fact]
    public void ADifferentSeedGivesDifferentBits()
    {
        var (a, b) = (Toy.Trainer(), Toy.Trainer());
        a.Fit(Toy.Loader(), 1);
        Random.Seed(12);
        b.Fit(Toy.Loader(), 1);
        Toy.Weights(a).ShouldNotBe(Toy.Weights(b));
    }

    [Fact]
    public void ACheckpointEveryFewStepsCanBeResumed()
    {
        using var folder = new TempFolder();
        var whole = Toy.Trainer();
        whole.Fit(Toy.Loader(), Epochs);

        var run = RunFolder.Create(folder["run"], Toy.Config());
        var killed = Toy.Trainer(callbacks: [new CheckpointWriter(run, everySteps: 3), new After(8, () => throw new InvalidOperationException("killed"))]);
        Should.Throw<InvalidOperationException>(() => killed.Fit(Toy.Loader(), Epochs));
        var second = Toy.Trainer();
        Checkpoint.Load(run.StateFile, second);
        second.Step.ShouldBe(6);
        second.Fit(Toy.Loader(), Epochs);
        Toy.Weights(second).ShouldBe(Toy.Weights(whole));
    }
}

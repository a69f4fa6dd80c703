using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

/// <summary>A trainer that is given its step: two networks with an optimiser each.</summary>
public sealed class OwnStepTests : IDisposable
{
    const int Epochs = 3;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(Toy.Batches)]
    [InlineData(Toy.Batches + 3)]
    public void AResumedRunEndsWithTheSameBits(int interruptedAfter)
    {
        var whole = Make();
        whole.Fit(Toy.Loader(), Epochs, Toy.Loader());
        whole.Step.ShouldBe(Epochs * Toy.Batches);

        var run = RunFolder.Create(folder["run"], Toy.Config());
        using var cancel = new CancellationTokenSource();
        var first = Make(new MetricsLog(run), new CheckpointWriter(run), new After(interruptedAfter, cancel.Cancel));
        Should.Throw<OperationCanceledException>(() => first.Fit(Toy.Loader(), Epochs, Toy.Loader(), cancel.Token));
        var second = Make();
        Random.Seed(999);
        Checkpoint.Load(run.StateFile, second, run.ReadMetrics());
        second.Step.ShouldBe(interruptedAfter);
        second.Fit(Toy.Loader(), Epochs, Toy.Loader());

        Toy.Weights(second).ShouldBe(Toy.Weights(whole));
        Figures(second).ShouldBe(Figures(whole));

        static IEnumerable<(long, double, double?, double)> Figures(Trainer trainer) => trainer.History.Select(r => (r.Step, r.TrainLoss, r.ValLoss, r.Metrics["train_seen"]));
    }

    [Fact]
    public void BothOptimisersAreInTheCheckpointAndTheEvaluationIsTheStepsOwn()
    {
        var trainer = Make();
        trainer.Fit(Toy.Loader(), 1, Toy.Loader());
        trainer.StateDict().Keys.ShouldContain("optimizer.weight.momentum_buffer");
        trainer.StateDict().Keys.ShouldContain("optimizer2.weight.exp_avg");
        trainer.History[0].ValLoss.ShouldBe(42);
        trainer.Evaluate(Toy.Loader()).Loss.ShouldBe(42);
    }

    [Fact]
    public void ALossThatIsNotFiniteEndsTheTraining()
    {
        var pair = new Pair();
        var trainer = new Trainer(pair, new PairStep(pair) { Factor = double.NaN });
        var error = Should.Throw<NonFiniteLossException>(() => trainer.Fit(Toy.Loader(), 1));
        error.Message.ShouldContain("step 1");
        error.Message.ShouldContain("The weights have taken this step");
    }

    [Fact]
    public void WhatOnlyTheTrainersOwnStepCanDoIsRefused()
    {
        var pair = new Pair();
        var trainer = new Trainer(pair, new PairStep(pair)) { ClipNorm = 1 };
        Should.Throw<InvalidOperationException>(() => trainer.Fit(Toy.Loader(), 1)).Message.ShouldContain("PairStep has to clip");
    }

    static Trainer Make(params Callback[] callbacks)
    {
        Random.Seed(11);
        var pair = new Pair();
        return new(pair, new PairStep(pair)) { Metrics = () => [new Seen()], Callbacks = [.. callbacks] };
    }

    /// <summary>One network follows noisy inputs, the other follows the first.</summary>
    sealed class Pair : Module
    {
        internal Linear Leader { get; } = new(6, 3);
        internal Linear Follower { get; } = new(6, 3);
    }

    sealed class PairStep(Pair pair) : ITrainingStep
    {
        readonly Sgd leading = new(pair.Leader.Parameters(), lr: 0.05, momentum: 0.9);
        readonly Adam following = new(pair.Follower.Parameters(), lr: 0.01);

        internal double Factor { get; init; } = 1;

        public IReadOnlyList<Optimizer> Optimizers => [leading, following];

        public (double Loss, Tensor Outputs) Train(Batch batch)
        {
            pair.IsTraining.ShouldBeTrue();
            var noisy = batch.Inputs + 0.1 * Tensor.RandNLike(batch.Inputs);
            leading.ZeroGrad();
            var loss = Factor * Loss.CrossEntropy(pair.Leader.Forward(noisy), batch.Targets);
            loss.Backward();
            leading.Step();
            following.ZeroGrad();
            var target = pair.Leader.Forward(noisy).Detach();
            Loss.Mse(pair.Follower.Forward(noisy), target).Backward();
            following.Step();
            return (loss.Item<double>(), target);
        }

        public Evaluation Evaluate(IEnumerable<Batch> data, CancellationToken cancel) => new(42, [], data.Sum(b => (long)b.Count));
    }

    /// <summary>The sum of all outputs.</summary>
    sealed class Seen() : Metric("seen", 1)
    {
        public override double Value => Sums[0];

        public override void Add(Tensor outputs, Tensor targets) => Sums[0] += outputs.Sum().Item<double>();
    }
}

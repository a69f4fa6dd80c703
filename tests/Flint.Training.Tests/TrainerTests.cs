using Flint.Data;
using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void TrainingLowersTheLoss()
    {
        var trainer = Toy.Trainer(lr: 0.1, epochs: 20);
        trainer.Fit(Toy.Loader(), 20, Toy.Loader());
        trainer.History.Count.ShouldBe(20);
        trainer.Step.ShouldBe(20 * Toy.Batches);
        trainer.History[^1].ValLoss!.Value.ShouldBeLessThan(0.5 * trainer.History[0].TrainLoss);
        trainer.History[^1].Metrics["accuracy"].ShouldBeGreaterThan(0.85);
        trainer.Model.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void EvaluationLeavesOutDropoutAndChangesNothing()
    {
        var trainer = Toy.Trainer();
        var before = Toy.Weights(trainer);
        var (a, b) = (trainer.Evaluate(Toy.Loader()), trainer.Evaluate(Toy.Loader()));
        a.Loss.ShouldBe(b.Loss);
        a.Count.ShouldBe(Toy.Examples);
        Toy.Weights(trainer).ShouldBe(before);
    }

    [Fact]
    public void ALossThatIsNoNumberStopsBeforeTheStep()
    {
        var trainer = Toy.Trainer();
        var poisoned = Toy.Data();
        poisoned.Inputs.AsSpan<float>()[^1] = float.NaN;
        var weights = "";
        var error = Should.Throw<NonFiniteLossException>(() =>
        {
            foreach (var batch in new DataLoader(poisoned, Toy.Batch))
            {
                weights = Toy.Weights(trainer);
                trainer.TrainStep(batch);
            }
        });
        trainer.Step.ShouldBe(Toy.Batches - 1);
        error.Message.ShouldContain("step 5");
        error.Message.ShouldContain("inputs of this batch already hold NaN");
        Toy.Weights(trainer).ShouldBe(weights);
    }

    [Fact]
    public void ADivergingRunSaysWhatToTry()
    {
        var trainer = Toy.Trainer();
        foreach (var parameter in trainer.Model.Parameters()) parameter.AsSpan<float>().Fill(1e38f);
        var error = Should.Throw<NonFiniteLossException>(() => trainer.Fit(Toy.Loader(), 1));
        error.Message.ShouldContain("step 1 (epoch 1, batch 1)");
        error.Message.ShouldContain("lower learning rate");
    }

    [Fact]
    public void APartInEvaluationModeStaysInIt()
    {
        var trainer = Toy.Trainer();
        var frozen = trainer.Model.Children().OfType<NN.Dropout>().Single();
        frozen.Eval();
        trainer.Evaluate(Toy.Loader());
        frozen.IsTraining.ShouldBeFalse();
        trainer.Fit(Toy.Loader(), 1, Toy.Loader());
        (trainer.Model.IsTraining, frozen.IsTraining).ShouldBe((true, false));
        trainer.Model.Eval();
        trainer.Fit(Toy.Loader(), 2);
        frozen.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void AGradientThatIsNoNumberStopsBeforeTheStep()
    {
        var trainer = Toy.Trainer();
        var inputs = Tensor.Zeros([4, 6]);
        // The square root has a finite value and an infinite slope at 0.
        var endless = new Trainer(trainer.Model, ((NN.ILayer)trainer.Model).Forward, (y, _) => (y - y.Detach()).Sqrt().Sum(), trainer.Optimizer) { ClipNorm = 1 };
        var weights = Toy.Weights(trainer);
        Should.Throw<NonFiniteLossException>(() => endless.TrainStep(new(inputs, Tensor.Zeros([4], DType.Int64)))).Message
            .ShouldStartWith("Training stopped at step 1 (epoch 1, batch 1): the norm of the gradients is");
        Toy.Weights(trainer).ShouldBe(weights);
    }

    [Fact]
    public void ClipValueLimitsEachElementOfTheStep()
    {
        var net = new NN.Linear(6, 3);
        var before = net.Weight.ToArray<float>();
        var trainer = new Trainer(net, net.Forward, NN.Loss.CrossEntropy, new Optim.Sgd(net.Parameters(), lr: 1)) { ClipValue = 0.001 };
        trainer.TrainStep(Toy.Loader().First());
        net.Weight.ToArray<float>().Zip(before).Max(w => Math.Abs(w.First - w.Second)).ShouldBe(0.001f, 1e-6);
    }

    [Fact]
    public void EarlyStoppingRefusesToWaitForNothing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new EarlyStopping(margin: double.NaN));
    }

    [Fact]
    public void EarlyStoppingWaitsAsLongAsItIsToldTo()
    {
        // A learning rate of almost nothing: no epoch improves on the first.
        var trainer = Toy.Trainer(lr: 1e-12, epochs: 50, new EarlyStopping(new("accuracy"), patience: 3));
        trainer.Fit(Toy.Loader(), 50, Toy.Loader());
        trainer.History.Count.ShouldBe(4);
    }

    [Fact]
    public void TheBestWeightsSinceAResumptionAreRestored()
    {
        var trainer = Toy.Trainer(lr: 1e-12, epochs: 5);
        trainer.Fit(Toy.Loader(), 2);
        var worsen = new Worsen();
        trainer.Callbacks.Add(new EarlyStopping(new("train_loss"), restoreBest: true));
        trainer.Callbacks.Add(worsen);
        trainer.Fit(Toy.Loader(), 5);
        trainer.History.Select(r => r.TrainLoss).Skip(1).ShouldBeInOrder();
        Toy.Weights(trainer).ShouldBe(worsen.First);
    }

    /// <summary>Ten times the weights after each epoch: sure of what is wrong.</summary>
    sealed class Worsen : Callback
    {
        internal string? First { get; private set; }

        public override void OnStart(Trainer trainer)
        {
            if (First is null) trainer.Model.LoadStateDict(trainer.Model.StateDict().ToDictionary(e => e.Key, e => e.Value.Detach() * 10));
        }

        public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
        {
            First ??= Toy.Weights(trainer);
            trainer.Model.LoadStateDict(trainer.Model.StateDict().ToDictionary(e => e.Key, e => e.Value.Detach() * 10));
        }
    }

    [Fact]
    public void TheBestWeightsAreKept()
    {
        using var folder = new TempFolder();
        var run = RunFolder.Create(folder["run"], Toy.Config());
        var trainer = Toy.Trainer(epochs: 6, callbacks: new BestModel(run));
        trainer.Fit(Toy.Loader(), 6, Toy.Loader());
        var best = new Goal().Best(trainer.History)!;
        trainer.Model.Load(run.BestFile);
        trainer.Evaluate(Toy.Loader()).Metrics[0].Value.ShouldBe(best.Metrics["accuracy"]);
    }

    [Fact]
    public void PicturesAndEventsAreWritten()
    {
        using var folder = new TempFolder();
        var run = RunFolder.Create(folder["run"], Toy.Config());
        Toy.Trainer(callbacks: [new TensorBoard(run.Path, everySteps: 2), new RunPictures(run)]).Fit(Toy.Loader(), 2, Toy.Loader());
        foreach (var name in new[] { "loss.svg", "loss.png", "accuracy.svg", "accuracy.png", "confusion.svg", "confusion.png" })
            File.Exists(run.File(name)).ShouldBeTrue(name);
        File.ReadAllText(run.File("loss.svg")).ShouldContain("toy: loss");
        Imaging.Image.Load(run.File("confusion.png")).Width.ShouldBeGreaterThan(100);
        var events = Directory.GetFiles(run.Path, "events.out.tfevents.*").ShouldHaveSingleItem();
        new FileInfo(events).Length.ShouldBeGreaterThan(500);
    }
}

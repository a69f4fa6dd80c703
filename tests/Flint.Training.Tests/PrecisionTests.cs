using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>Trainings in 16 bits: nearly the same accuracy, the same bits after a resumption, overflow survived.</summary>
public sealed class PrecisionTests
{
    sealed class Mlp : Module, ILayer
    {
        readonly Linear fc1 = new(64, 64), fc2 = new(64, 10);

        public Tensor Forward(Tensor x) => fc2.Forward(fc1.Forward(x.Flatten(1)).Relu());
    }

    static Trainer Digits64(TrainingPrecision precision)
    {
        Random.Seed(1);
        var net = new Mlp();
        return new(net, net.Forward, Loss.CrossEntropy, new Adam(net.Parameters(), lr: 0.003)) { Precision = precision, Metrics = () => [new Accuracy()], ClipNorm = 10 };
    }

    [Theory, InlineData(TrainingPrecision.BFloat16), InlineData(TrainingPrecision.Float16)]
    public void DigitsAreLearntAsInFloat32(TrainingPrecision precision)
    {
        var accuracies = new List<double>();
        foreach (var trainer in (Trainer[])[Digits64(TrainingPrecision.Full), Digits64(precision)])
        {
            trainer.Fit(new DataLoader(Digits.Train(), 64, shuffle: true, seed: 1), epochs: 4);
            accuracies.Add(trainer.Evaluate(new DataLoader(Digits.Test(), 256)).Metrics[0].Value);
        }
        accuracies[0].ShouldBeGreaterThan(0.93);
        accuracies[1].ShouldBe(accuracies[0], 0.015);
    }

    [Theory, InlineData(TrainingPrecision.BFloat16), InlineData(TrainingPrecision.Float16)]
    public void AResumedRunEndsWithTheSameBits(TrainingPrecision precision)
    {
        using var folder = new TempFolder();
        var whole = Digits64(precision);
        var data = Digits.Train();
        var loader = () => new DataLoader(data, 256, shuffle: true, seed: 3);
        whole.Fit(loader(), 2);
        var first = Digits64(precision);
        first.Fit(loader(), 1);
        Checkpoint.Save(folder["state"], first);

        var second = Digits64(precision);
        Checkpoint.Load(folder["state"], second);
        second.Fit(loader(), 2);
        second.StateDict().Keys.ShouldContain("optimizer.fc1.weight.master");
        second.StateDict().ContainsKey("scaler.scale").ShouldBe(precision == TrainingPrecision.Float16);
        foreach (var (name, tensor) in whole.StateDict())
            second.StateDict()[name].To(DType.Float64).ToArray<double>().ShouldBe(tensor.To(DType.Float64).ToArray<double>(), name);
    }

    [Fact]
    public void AStepThatOverflowsChangesNothingButTheScale()
    {
        Random.Seed(1);
        var net = new Linear(3, 2);
        var trainer = new Trainer(net, net.Forward, (y, t) => (y * 10).Square().Mean(), new Sgd(net.Parameters(), lr: 1e-9))
        {
            Scaler = new(initScale: 1e9), Precision = TrainingPrecision.Float16,
        };
        var before = net.Weight.ToArray<Half>();
        var batch = new Batch(Tensor.Ones([4, 3]), Tensor.Zeros([4]));
        trainer.TrainStep(batch);
        net.Weight.ToArray<Half>().ShouldBe(before);
        trainer.Scaler!.CurrentScale.ShouldBe(5e8);
        for (var i = 0; i < 30; i++) trainer.TrainStep(batch);
        trainer.Scaler.CurrentScale.ShouldBeLessThan(1e6);
        trainer.Optimizer.StateDict()["weight.step"].Item<long>().ShouldBeGreaterThan(0);
        trainer.Step.ShouldBe(31);
    }
}

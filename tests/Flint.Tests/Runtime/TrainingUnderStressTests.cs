using Flint.NN;
using Flint.Optim;

namespace Flint.Tests.Runtime;

[Collection("Threads.Count")]
public sealed class TrainingUnderStressTests
{
    sealed class Net : Module
    {
        readonly Linear fc1 = new(100, 64), fc2 = new(64, 10);
        readonly BatchNorm1d norm = new(64);
        readonly Dropout drop = new(0.2);

        internal Tensor Forward(Tensor x) => fc2.Forward(drop.Forward(norm.Forward(fc1.Forward(x)).Relu()));
    }

    static float[] Train(int steps)
    {
        Flint.Random.Seed(3);
        var net = new Net();
        var optimizer = new Sgd(net.Parameters(), lr: 0.05f, momentum: 0.9f);
        for (var i = 0; i < steps; i++)
        {
            var loss = Loss.CrossEntropy(net.Forward(Tensor.RandN([32, 100])), Tensor.RandInt(0, 10, [32]));
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
        }
        return [.. net.Parameters().SelectMany(p => p.ToArray<float>())];
    }

    [Fact]
    public void WeightsAreTheSameWhileEverythingIsSweptAtOnce()
    {
        var calm = Train(25);
        var stop = false;
        var sweeping = MemoryStress.Start(() => Volatile.Read(ref stop));
        try
        {
            Train(25).ShouldBe(calm);
        }
        finally
        {
            Volatile.Write(ref stop, true);
            sweeping.Join();
            Pool.Shared.Poisons = Environment.GetEnvironmentVariable("FLINT_TEST_STRESS") == "1";
        }
    }
}

using Flint.Cli.Bench;
using Flint.NN;
using Flint.Optim;
using Flint.Vision;

namespace Flint.Cli.Tests;

/// <summary>The arithmetic and the bytes of a floor, counted against the definitions by hand.</summary>
public sealed class NetworkWorkTests
{
    [Fact]
    public void TheFirstLayerNeedsNoGradientOfItsInput()
    {
        var work = Count(new Sequential(new Linear(7, 5), new Relu(), new Linear(5, 3)), [4, 7]);
        work.ShouldBe((2.0 * 4 * (7 * 5 + 5 * 3), 2.0 * 4 * (2 * 7 * 5 + 3 * 5 * 3)));
    }

    [Fact]
    public void AConvolutionCountsItsWindowAndItsGroup()
    {
        // 9 x 9 with padding 1 and stride 2 gives 5 x 5; each output sees 4 / 2 channels of 3 x 3.
        var work = Count(new Sequential(new Conv2d(4, 6, kernel: 3, stride: 2, padding: 1, groups: 2)), [2, 4, 9, 9]);
        work.ShouldBe((2.0 * 2 * 6 * 25 * 2 * 9, 2 * 2.0 * 2 * 6 * 25 * 2 * 9));
    }

    [Fact]
    public void NothingIsLearntBeforeAFrozenLayer()
    {
        var net = new Sequential(new Linear(7, 5, bias: false), new Linear(5, 3));
        foreach (var parameter in ((Linear)net[0]).Parameters()) parameter.RequiresGrad = false;
        // The frozen layer: forward alone. The other: no gradient of its input either.
        Count(net, [4, 7]).Training.ShouldBe(2.0 * 4 * (7 * 5 + 2 * 5 * 3));
    }

    [Fact]
    public void ResNet18HasItsKnownArithmetic()
    {
        // 1.814e9 multiply-adds at 224 x 224, as it is usually stated.
        Count(new ResNet(ResNetConfig.ResNet18), [1, 3, 224, 224]).Forward.ShouldBe(2 * 1.814e9, 2e6);
    }

    [Fact]
    public void AMatrixThatIsNotCountedIsSaid() => Count(new WithMatrix(), [4, 7]).ShouldBe((0, 0));

    [Fact]
    public void BytesAreThoseOfBatchParametersAndOptimiser()
    {
        var net = new Sequential(new Linear(7, 5));
        var (x, optimizer) = (Tensor.Ones([4, 7]), new Adam(net.Parameters(), lr: 1e-3));
        net.Forward(x).Sum().Backward();
        optimizer.Step();
        // Parameter, gradient, and two averages: each read and written.
        NetworkWork.TrainingBytes(net, optimizer, x).ShouldBe(4 * (4 * 7 + 8 * (7 * 5 + 5)));
        NetworkWork.ForwardBytes(net, x).ShouldBe(4 * (4 * 7 + 7 * 5 + 5));
    }

    static (double Forward, double Training) Count<T>(T net, Shape input) where T : Module, ILayer
    {
        using var work = new NetworkWork(net);
        net.Forward(Tensor.Zeros(input));
        return (work.ForwardFlops, work.TrainingFlops);
    }

    sealed class WithMatrix : Module, ILayer
    {
        readonly Tensor weight = Tensor.Ones([7, 7]);
        readonly Linear layer = new(7, 3);

        public WithMatrix() => weight.RequiresGrad = true;

        public Tensor Forward(Tensor x) => layer.Forward(x.MatMul(weight));
    }
}

using Flint.NN;

namespace Flint.Tests.Modules;

public sealed class FractionalMaxPoolTests
{
    [Fact]
    public void ALayerDrawsItsWindowsFromItsGenerator()
    {
        var x = Tensor.RandN([2, 3, 9, 9], generator: new Generator(1));
        var (y, indices) = new FractionalMaxPool2d(2, outputRatio: 0.7, generator: new Generator(5)).ForwardWithIndices(x);
        y.Shape.ShouldBe([2, 3, 6, 6]);
        y.AllEqual(x.Flatten(2).Gather(2, indices.Flatten(2)).Reshape(2, 3, 6, 6)).ShouldBeTrue();
        new FractionalMaxPool2d(2, outputSize: 6, generator: new Generator(5)).Forward(x).AllEqual(y).ShouldBeTrue();
        new FractionalMaxPool2d(2, outputSize: 6, generator: new Generator(6)).Forward(x).AllEqual(y).ShouldBeFalse();
        new FractionalMaxPool3d(2, outputSize: (2, 6, 6)).Forward(x).Shape.ShouldBe([2, 2, 6, 6]);
    }
}

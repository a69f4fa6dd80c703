using Flint.NN;

namespace Flint.Tests.Modules;

public sealed class PaddingLayerTests
{
    static readonly float[] Abc = [1, 2, 3];

    [Fact]
    public void EachModeMakesItsBorder()
    {
        var x = Tensor.From(1f, 2, 3).Reshape(1, 3);
        (ILayer Layer, float[] Expected)[] cases =
        [
            (new ReflectionPad1d(2, 1), [3, 2, 1, 2, 3, 2]), (new ReplicationPad1d(1), [1, 1, 2, 3, 3]), (new CircularPad1d(1, 0), [3, 1, 2, 3]),
            (new ZeroPad1d(0, 1), [1, 2, 3, 0]), (new ConstantPad1d([1, 0], 7), [7, 1, 2, 3]),
        ];
        foreach (var (layer, expected) in cases) layer.Forward(x).ToArray<float>().ShouldBe(expected, layer.GetType().Name);
        Abc.ShouldBe(x.ToArray<float>());
    }

    [Fact]
    public void NumbersGoFromTheLastDimensionOn()
    {
        var x = Tensor.Ones([1, 1, 2, 2, 2]);
        foreach (var layer in (ILayer[])[new ReflectionPad3d(1), new ReplicationPad3d(1, 1, 1, 1, 1, 1), new CircularPad3d(1), new ZeroPad3d(1), new ConstantPad3d([1], 1)])
            layer.Forward(x).Shape.ShouldBe([1, 1, 4, 4, 4]);
        foreach (var layer in (ILayer[])[new ReflectionPad2d(1, 0, 0, 1), new ReplicationPad2d(1, 0, 1, 0), new CircularPad2d(1, 0, 1, 0), new ZeroPad2d(1, 0, 1, 0), new ConstantPad2d([1, 0, 1, 0], 2)])
            layer.Forward(Tensor.Ones([2, 2, 2])).Shape.ShouldBe([2, 3, 3]);
    }

    [Fact]
    public void WrongNumbersAndRanksAreNamed()
    {
        Should.Throw<ArgumentException>(() => new ZeroPad2d(1, 2)).Message.ShouldStartWith("ZeroPad2d expects 1 number for all sides or 4, but got 2.");
        Should.Throw<ShapeException>(() => new ReflectionPad1d(1).Forward(Tensor.Zeros([3]))).Message.ShouldBe("ReflectionPad1d expects 2 or 3 dimensions, but got [3].");
    }
}

namespace Flint.Tests.Tensors;

public sealed class LikeTests
{
    [Fact]
    public void ATensorLikeAnotherHasItsShapeAndDType()
    {
        var x = Tensor.Zeros([2, 3], DType.Float64);
        var full = Tensor.FullLike(x, 2.5);
        (full.DType, full.Shape).ShouldBe((DType.Float64, [2, 3]));
        full.AllEqual(Tensor.Full([2, 3], 2.5, DType.Float64)).ShouldBeTrue();
        Tensor.FullLike(x, 2, DType.Int64).DType.ShouldBe(DType.Int64);
        Tensor.RandIntLike(x, 3, 9, new Generator(1)).AllEqual(Tensor.RandInt(3, 9, [2, 3], DType.Float64, new Generator(1))).ShouldBeTrue();
    }

    [Fact]
    public void ShapesBroadcast()
    {
        Shape.Broadcast([3, 1, 5], [4, 1], [5]).ShouldBe([3, 4, 5]);
        Shape.Broadcast().ShouldBe([]);
        Should.Throw<ShapeException>(() => Shape.Broadcast([3], [4])).Message.ShouldBe("Shapes [3] and [4] do not broadcast: at dimension -1, sizes 3 and 4 differ and neither is 1.");
    }

    [Fact]
    public void AllButBoolAndUInt8AreSigned() => Enum.GetValues<DType>().Where(dtype => !dtype.IsSigned).ShouldBe([DType.Bool, DType.UInt8]);
}

namespace Flint.Tests.Tensors;

public sealed class CreationTests
{
    [Fact]
    public void FillsWithOneValue()
    {
        Tensor.Zeros([2, 3]).ToArray<float>().ShouldBe(new float[6]);
        Tensor.Ones([2], DType.Int64).ToArray<long>().ShouldBe([1, 1]);
        Tensor.Full([2], 2.5, DType.Float64).ToArray<double>().ShouldBe([2.5, 2.5]);
        Tensor.Full([2], 1, DType.Bool).ToArray<bool>().ShouldBe([true, true]);
    }

    [Theory]
    [InlineData(DType.Bool), InlineData(DType.UInt8), InlineData(DType.Int32), InlineData(DType.Int64), InlineData(DType.Float32), InlineData(DType.Float64)]
    public void HasTheDTypeAskedFor(DType dtype)
    {
        Tensor.Zeros([3], dtype).DType.ShouldBe(dtype);
        Tensor.OnesLike(Tensor.Zeros([3], dtype)).DType.ShouldBe(dtype);
        Tensor.ZerosLike(Tensor.Zeros([3]), dtype).DType.ShouldBe(dtype);
    }

    [Fact]
    public void AScalarHasRankZeroAndOneElement()
    {
        var x = Tensor.Scalar(3f);
        (x.Rank, x.Count, x.Item()).ShouldBe((0, 1, 3f));
    }

    [Fact]
    public void EyeHasOnesOnTheDiagonal()
    {
        Tensor.Eye(2, 3).ToArray<float>().ShouldBe([1, 0, 0, 0, 1, 0]);
        Tensor.Eye(3, 2).ToArray<float>().ShouldBe([1, 0, 0, 1, 0, 0]);
        Tensor.Eye(0).Shape.ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void AShapeBeyondWhatCanBeHeldIsRefused()
    {
        Should.Throw<ShapeException>(() => Tensor.Empty([1 << 30, 1 << 30, 4])).Message.ShouldBe(
            "A Float32 tensor of shape [1073741824, 1073741824, 4] needs 18446744073709551616 bytes, more than the 128849018880 that one can hold: split it, or make a smaller one.");
        Should.Throw<ShapeException>(() => Tensor.Zeros([100_000, 100_000, 100_000, 100_000])).Message.ShouldBe(
            "Shape [100000, 100000, 100000, 100000] has more elements than can be counted, at most 9223372036854775807.");
        Shape huge = [int.MaxValue, int.MaxValue, int.MaxValue];
        Should.Throw<ShapeException>(() => huge.Count);
        Should.Throw<ShapeException>(() => Tensor.Ones([1]).Expand(huge));
    }

    [Fact]
    public void ArangeGivesIntegersForIntegersAndFloatsForFloats()
    {
        Tensor.Arange(4).ToArray<long>().ShouldBe([0, 1, 2, 3]);
        Tensor.Arange(5, -1, -2).ToArray<long>().ShouldBe([5, 3, 1]);
        Tensor.Arange(0f, 1f, 0.25f).ToArray<float>().ShouldBe([0, 0.25f, 0.5f, 0.75f]);
        Tensor.Arange(0).Shape.ToArray().ShouldBe([0]);
        Tensor.Arange(2, 5).ToArray<long>().ShouldBe([2, 3, 4]);
        Tensor.Arange(0.5, 3).ToArray<double>().ShouldBe([0.5, 1.5, 2.5]);
        Tensor.Arange(0, 100_000, 30_000).ToArray<long>().ShouldBe([0, 30_000, 60_000, 90_000]);
        Tensor.Arange(long.MinValue, long.MaxValue, long.MaxValue).ToArray<long>().ShouldBe([long.MinValue, -1, long.MaxValue - 1]);
        Tensor.Arange((byte)200, (byte)255, (byte)50).ToArray<long>().ShouldBe([200, 250]);
        Should.Throw<ArgumentException>(() => Tensor.Arange(5u, 2u, 1u)).Message.ShouldStartWith("Arange cannot go from 5 to 2");
        Tensor.Arange(0f, 3000f, 0.1f).ToArray<float>()[29_999].ShouldBe((float)(29_999 * (double)0.1f));
        Should.Throw<ArgumentException>(() => Tensor.Arange(0, 3, -1)).Message.ShouldStartWith("Arange cannot go from 0 to 3 in steps of -1");
    }

    [Fact]
    public void LinspaceHitsBothEnds()
    {
        var x = Tensor.Linspace(-1, 1, 7, DType.Float64).ToArray<double>();
        (x[0], x[^1], x[3]).ShouldBe((-1, 1, 0));
        Tensor.Linspace(2, 5, 1).ToArray<float>().ShouldBe([2]);
    }

    [Fact]
    public void NegativeSizesAreRefused() =>
        Should.Throw<ShapeException>(() => Tensor.Zeros([2, -1])).Message.ShouldBe("A shape's sizes must be 0 or more, but got [2, -1].");

    [Fact]
    public void EmptyTensorsHaveNoElements()
    {
        var x = Tensor.Zeros([2, 0, 3]);
        (x.Count, x.Rank).ShouldBe((0, 3));
        x.ToArray<float>().ShouldBeEmpty();
    }
}

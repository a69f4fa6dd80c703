namespace Flint.Tests.Tensors;

public sealed class ConversionTests
{
    [Fact]
    public void FromCopiesAndWrapShares()
    {
        float[] values = [1, 2, 3, 4];
        Tensor copy = Tensor.From(values, [2, 2]), shared = Tensor.Wrap(values, [2, 2]);
        values[0] = 9;
        copy[0, 0].Item().ShouldBe(1);
        shared[0, 0].Item().ShouldBe(9);
        shared.Fill(5);
        values.ShouldBe([5, 5, 5, 5]);
    }

    [Fact]
    public void ArraysOfSeveralDimensionsKeepTheirShape()
    {
        Tensor.From(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ShouldSatisfyAllConditions(
            x => x.Shape.ToArray().ShouldBe([2, 3]),
            x => x.DType.ShouldBe(DType.Int32),
            x => x.ToArray<int>().ShouldBe([1, 2, 3, 4, 5, 6]));
        Tensor.From(new double[2, 1, 3]).Shape.ToArray().ShouldBe([2, 1, 3]);
        Tensor.From(new float[0, 3]).Shape.ToArray().ShouldBe([0, 3]);
    }

    [Fact]
    public void AViewIsReadInItsOwnOrder() =>
        Tensor.From(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } }).T.ToArray<float>().ShouldBe([1, 3, 5, 2, 4, 6]);

    [Fact]
    public void SpansShareTheMemoryAndNeedContiguity()
    {
        var x = Tensor.Zeros([2, 3]);
        x.AsSpan<float>()[4] = 7;
        x[1, 1].Item().ShouldBe(7);
        Should.Throw<InvalidOperationException>(() => x.T.AsSpan<float>().Length).Message.ShouldBe(
            "AsSpan needs contiguous memory, but this tensor of shape [3, 2] is a strided view: call Contiguous() first.");
    }

    [Fact]
    public void WrongTypesAndCountsAreRefused()
    {
        var x = Tensor.Zeros([2, 3]);
        Should.Throw<DTypeException>(() => x.ToArray<double>()).Message.ShouldBe(
            "The tensor holds Float32, but Double was asked for: convert with To(DType.Float64) first.");
        Should.Throw<ShapeException>(() => Tensor.From([1f, 2], [3])).Message.ShouldBe("Shape [3] has 3 elements, but 2 values were given.");
        Should.Throw<ArgumentException>(() => x.CopyTo(new float[5].AsSpan())).Message.ShouldStartWith("The target has 5 elements");
        Should.Throw<ShapeException>(() => x.Item()).Message.ShouldBe("Item needs a tensor with one element, but shape [2, 3] has 6.");
        Should.Throw<NotSupportedException>(() => Tensor.From<short>(1, 2));
    }

    [Fact]
    public void ItemConverts()
    {
        Tensor.Full([1, 1], 3, DType.Int64).Item<double>().ShouldBe(3.0);
        Tensor.Full([], 1, DType.Bool).Item<bool>().ShouldBeTrue();
        Tensor.Full([], 2.5, DType.Float64).Item().ShouldBe(2.5f);
    }

    [Fact]
    public void ContiguousCopiesOnlyWhereItMust()
    {
        var x = Tensor.Zeros([2, 3]);
        x.Contiguous().ShouldBeSameAs(x);
        var y = x.T.Contiguous();
        y.IsContiguous.ShouldBeTrue();
        y.Fill(1);
        x.ToArray<float>().ShouldBe(new float[6]);
    }
}

namespace Flint.Tests.Ops;

/// <summary>Joined values of the dtypes that the op table does not try.</summary>
public class ScatterReduceTests
{
    static readonly Tensor Ids = Tensor.From<long>([0, 0, 2]);

    [Theory]
    [InlineData(ScatterReduction.AMin, long.MaxValue - 1, long.MaxValue)]
    [InlineData(ScatterReduction.AMin, long.MaxValue, long.MaxValue)]
    [InlineData(ScatterReduction.AMax, long.MinValue, long.MinValue)]
    [InlineData(ScatterReduction.AMax, long.MinValue + 1, long.MinValue)]
    public void ExtremesOfInt64ReachTheEndsOfItsRange(ScatterReduction reduce, long expected, long other)
    {
        var y = Tensor.From<long>([5, 6, 7]).IndexReduce(0, Ids, Tensor.From<long>([other, expected, 3]), reduce, includeSelf: false);
        Assert.Equal([expected, 6, 3], y.ToArray<long>());
    }

    [Theory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    [InlineData(DType.Int8)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Float32)]
    public void ExtremesWithoutTheElementItselfAreThoseOfTheValues(DType dtype)
    {
        Tensor Of(params double[] values) => Tensor.From<double>(values).To(dtype);
        double[] Reduced(Tensor source, ScatterReduction reduce) => Of(0, 6, 7).ScatterReduce(0, Ids, source, reduce, includeSelf: false).To(DType.Float64).ToArray<double>();
        Assert.Equal([-3, 6, -8], Reduced(Of(-3, -4, -8), ScatterReduction.AMax));
        Assert.Equal([3, 6, 8], Reduced(Of(3, 4, 8), ScatterReduction.AMin));
    }

    [Fact]
    public void MeansOfLargeIntegersAreExact()
    {
        var large = (1L << 60) + 3;
        Assert.Equal([large, 6, -2], Tensor.From<long>([5, 6, -2]).IndexReduce(0, Ids, Tensor.From<long>([large, large, -1]), ScatterReduction.Mean, includeSelf: false)
            .IndexReduce(0, Tensor.From<long>([2]), Tensor.From<long>([-2]), ScatterReduction.Mean).ToArray<long>());
    }

    [Fact]
    public void TrueAndTrueIsTrue()
    {
        var yes = Tensor.Ones([3], DType.Bool);
        Assert.Equal(1, yes.ScatterAdd(0, Ids, yes).Eq(yes).To(DType.Int64).Min().Item<long>());
    }

    [Fact]
    public void CountsOfMoreThan255BytesDoNotWrap()
    {
        var ids = Tensor.Zeros([300], DType.Int64);
        var sources = Tensor.Concat([Tensor.Ones([1], DType.UInt8), Tensor.Zeros([299], DType.UInt8)], 0);
        Assert.Equal([0], Tensor.Zeros([1], DType.UInt8).ScatterReduce(0, ids, sources, ScatterReduction.Mean, includeSelf: false).ToArray<byte>());
    }
}

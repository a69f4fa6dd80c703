using Flint.NN;

namespace Flint.Tests.Ops;

/// <summary>What the op table cannot say of sorting and of random operations: order of equals at every size, frequencies.</summary>
public sealed class SortingTests
{
    [Theory]
    [InlineData(2), InlineData(32), InlineData(33), InlineData(1000), InlineData(70_001)]
    public void SortsEveryDTypeStably(int n)
    {
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64, DType.Int32, DType.Int64, DType.UInt8])
            foreach (var descending in (bool[])[false, true])
            {
                var x = Tensor.RandInt(dtype == DType.UInt8 ? 0 : -100, 100, [n], dtype, new Generator(3));
                var values = x.To(DType.Int64).ToArray<long>();
                var expected = Enumerable.Range(0, n);
                expected = descending ? expected.OrderByDescending(i => values[i]) : expected.OrderBy(i => values[i]);
                var (sorted, indices) = x.Sort(descending: descending);
                var order = expected.Select(i => (long)i).ToArray();
                indices.ToArray<long>().ShouldBe(order);
                sorted.To(DType.Int64).ToArray<long>().ShouldBe(order.Select(i => values[i]));
                x.TopK(Math.Min(n, 20), largest: descending).Indices.ToArray<long>().ShouldBe(order.Take(20));
            }
    }

    [Fact]
    public void DrawsClassesByTheirWeights()
    {
        var weights = Tensor.From<float>(1, 0, 3);
        var drawn = weights.Multinomial(40_000, replacement: true, new Generator(1)).Bincount(minLength: 3).ToArray<long>();
        drawn[1].ShouldBe(0);
        (drawn[2] / 40_000.0).ShouldBe(0.75, 0.015);
        var first = Enumerable.Range(0, 4000).Count(i => weights.Multinomial(2, false, new Generator(i)).ToArray<long>() is [2, 0]);
        (first / 4000.0).ShouldBe(0.75, 0.04);
    }

    [Fact]
    public void DrawsFromTheNamedDistributions()
    {
        var exponential = Tensor.Exponential([100_000], 2, generator: new Generator(1));
        exponential.Mean().Item().ShouldBe(0.5f, 0.01f);
        exponential.Std().Item().ShouldBe(0.5f, 0.015f);
        var geometric = Tensor.Geometric([100_000], 0.25, generator: new Generator(2));
        geometric.Mean().Item().ShouldBe(4f, 0.06f);
        geometric.Eq(1).To(DType.Float32).Mean().Item().ShouldBe(0.25f, 0.01f);
    }

    [Fact]
    public void DropoutsKeepWhatTheyPromise()
    {
        var x = Tensor.RandN([200, 500], generator: new Generator(1));
        var alpha = x.AlphaDropout(0.3, generator: new Generator(2));
        alpha.Mean().Item().ShouldBe(0, 0.02f);
        alpha.Std().Item().ShouldBe(1, 0.02f);
        var channels = Tensor.Ones([20, 30, 4, 5]).FeatureDropout(0.25, generator: new Generator(3));
        channels.Mean([2, 3]).ToArray<float>().Distinct().Order().ShouldBe([0, 1 / 0.75f], 1e-6);
        channels.Mean().Item().ShouldBe(1, 0.1f);
        var layer = new Dropout2d();
        layer.Eval();
        layer.Forward(x).ShouldBeSameAs(x);
    }

    [Fact]
    public void GumbelSoftmaxPicksClassesByTheirProbability()
    {
        var logits = Tensor.From<float>(0, MathF.Log(3)).Expand([20_000, 2]);
        var hard = logits.GumbelSoftmax(hard: true, generator: new Generator(1));
        hard.Sum(1).ToArray<float>().ShouldAllBe(v => Math.Abs(v - 1) < 1e-6);
        hard.Mean(0).ToArray<float>()[1].ShouldBe(0.75f, 0.015f);
    }

    [Fact]
    public void LogspaceAndFullFollowTheirNumbers()
    {
        Tensor.Logspace(0, 3, 4).ToArray<float>().ShouldBe([1, 10, 100, 1000]);
        Tensor.Full([2], 3).ToArray<int>().ShouldBe([3, 3]);
        Tensor.Scalar(3).DType.ShouldBe(DType.Int32);
        Tensor.Full([2], 3.0).DType.ShouldBe(DType.Float32);
        Tensor.Arange(3).AllEqual(Tensor.From<long>(0, 1, 2)).ShouldBeTrue();
        Tensor.Arange(3).AllClose(Tensor.From<double>(0, 1, 2.1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void LogCumsumExpHasAGradientWhereExponentialsOverflow(DType dtype)
    {
        var x = Tensor.From<double>([-1000, -1000, 0, 2000]).To(dtype);
        x.RequiresGrad = true;
        (x.LogCumsumExp(0) * Tensor.From<double>([1, -2, 4, 8]).To(dtype)).Sum().Backward();
        Assert.Equal([0, -1, 4, 8], x.Grad!.To(DType.Float64).ToArray<double>().Select(v => Math.Round(v, 4)));
    }
}

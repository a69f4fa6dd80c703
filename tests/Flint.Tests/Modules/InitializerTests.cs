using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>Initialisers with structure: moments, orthogonality, places. <see cref="LayerTests"/> has the plain ones.</summary>
public class InitializerTests
{
    [Theory]
    [InlineData(0, 1, -2, 2, 0, 0.87962566)] // moments of the cut normal distribution: 1 - 2 · 2 φ(2) / (2 Φ(2) - 1), root
    [InlineData(0.5, 2, 0.5, 1e9, 2.0957691, 1.2056205)] // half normal: mean 0.5 + 2 √(2/π), deviation 2 √(1 - 2/π)
    public void TruncNormal_has_the_moments_of_the_cut_distribution(double mean, double std, double a, double b, double cutMean, double cutStd)
    {
        var x = Init.TruncNormal(Tensor.Empty([200, 300]), mean, std, a, b, new Generator(4)).To(DType.Float64).ToArray<double>();
        x.Min().ShouldBeGreaterThanOrEqualTo(a);
        x.Max().ShouldBeLessThanOrEqualTo(b);
        var average = x.Average();
        average.ShouldBe(cutMean, 0.02);
        Math.Sqrt(x.Average(v => (v - average) * (v - average))).ShouldBe(cutStd, 0.02);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(5, 12)]
    [InlineData(12, 5)]
    [InlineData(6, 2, 3, 1)]
    public void Orthogonal_weights_keep_lengths(params int[] shape)
    {
        var weight = Init.Orthogonal(Tensor.Empty(shape, DType.Float64), gain: 3, new Generator(2)).Reshape(shape[0], -1);
        var product = (weight.Size(0) > weight.Size(1) ? weight.Transpose(0, 1).MatMul(weight) : weight.MatMul(weight.Transpose(0, 1))) / 9;
        (product - Tensor.Eye(product.Size(0), dtype: DType.Float64)).Abs().Max().Item<double>().ShouldBeLessThan(1e-12);
        var again = Init.Orthogonal(Tensor.Empty(shape, DType.Float64), gain: 3, new Generator(2)).ToArray<double>();
        again.ShouldBe(weight.ToArray<double>());
        Init.Orthogonal(Tensor.Empty(shape, DType.Float64), gain: 3, new Generator(3)).ToArray<double>().ShouldNotBe(again);
    }

    [Fact]
    public void Dirac_convolutions_keep_their_input()
    {
        var x = Tensor.RandN([2, 4, 5, 6]);
        x.Conv2d(Init.Dirac(Tensor.Empty([4, 4, 3, 3])), padding: 1).ToArray<float>().ShouldBe(x.ToArray<float>());
        x.Conv2d(Init.Dirac(Tensor.Empty([4, 2, 1, 3]), groups: 2), padding: (0, 1), groups: 2).ToArray<float>().ShouldBe(x.ToArray<float>());
        // More outputs than inputs: the rest stays zero; an even kernel has its one at ⌊4 / 2⌋.
        Init.Dirac(Tensor.Empty([3, 2, 4])).ToArray<float>().Index().Where(v => v.Item != 0).ShouldBe([(2, 1f), (14, 1f)]);
    }

    [Fact]
    public void Eye_and_constants_fill_what_they_say()
    {
        Init.Eye(Tensor.Empty([2, 3])).ToArray<float>().ShouldBe([1f, 0, 0, 0, 1, 0]);
        var weight = Tensor.Empty([2, 2]);
        weight.RequiresGrad = true;
        Init.Constant(weight, 0.5).ShouldBeSameAs(weight);
        weight.ToArray<float>().ShouldBe([0.5f, 0.5f, 0.5f, 0.5f]);
        Init.Ones(weight).ToArray<float>().ShouldBe([1f, 1, 1, 1]);
        Init.Zeros(weight).ToArray<float>().ShouldBe([0f, 0, 0, 0]);
    }

    [Fact]
    public void Sparse_columns_have_the_same_number_of_zeros_in_random_rows()
    {
        var weight = Init.Sparse(Tensor.Empty([50, 40], DType.Float64), sparsity: 0.31, std: 2, new Generator(6));
        weight.Eq(0).To(DType.Int64).Sum(0).ToArray<long>().ShouldAllBe(zeros => zeros == 16);
        weight.Eq(0).To(DType.Int64).Sum(1).ToArray<long>().Distinct().Count().ShouldBeGreaterThan(3);
        var rest = weight.ToArray<double>().Where(v => v != 0).ToArray();
        Math.Sqrt(rest.Average(v => v * v)).ShouldBe(2, 0.15);
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        static string Message(Func<object?> act) => Record.Exception(act).ShouldNotBeNull().Message;
        Message(() => Init.Eye(Tensor.Zeros([2]))).ShouldBe("Eye fills a matrix, but got [2].");
        Message(() => Init.Orthogonal(Tensor.Zeros([2]))).ShouldBe("Orthogonal needs a weight [out, in, ...] of two dimensions or more, but got [2].");
        Message(() => Init.Dirac(Tensor.Zeros([2, 2]))).ShouldBe("Dirac needs the weight of a convolution, [out, in / groups, kernel], but got [2, 2].");
        Message(() => Init.Dirac(Tensor.Zeros([3, 2, 1]), groups: 2)).ShouldBe("Dirac cannot split the 3 outputs of [3, 2, 1] into 2 groups.");
        Message(() => Init.Sparse(Tensor.Zeros([2, 3, 1]), 0.5)).ShouldBe("Sparse fills a matrix, but got [2, 3, 1].");
        Message(() => Init.TruncNormal(Tensor.Zeros([2]), a: 1, b: 1)).ShouldBe("TruncNormal needs a < b and a positive std, but got a = 1, b = 1, std = 1.");
        Message(() => Init.TruncNormal(Tensor.Zeros([2]), a: 40, b: 50)).ShouldBe("TruncNormal from 40 to 50 lies too far from the mean 0 (std 1) to be drawn.");
    }
}

using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>A scalar has one element along dimension 0 and -1 of its own, as in PyTorch.</summary>
public sealed class ScalarDimensionTests
{
    public static TheoryData<string> Names => [.. Calls.Keys];

    static readonly Dictionary<string, Func<Tensor, int, Tensor>> Calls = new()
    {
        ["Sum"] = (x, d) => x.Sum(d), ["Mean"] = (x, d) => x.Mean(d), ["Prod"] = (x, d) => x.Prod(d), ["LogSumExp"] = (x, d) => x.LogSumExp(d),
        ["Max"] = (x, d) => x.Max(d).Values, ["AMin"] = (x, d) => x.AMin([d]), ["Norm"] = (x, d) => x.Norm(2, d), ["Cumsum"] = (x, d) => x.Cumsum(d),
        ["Cumprod"] = (x, d) => x.Cumprod(d), ["Cummax"] = (x, d) => x.Cummax(d).Values, ["LogCumsumExp"] = (x, d) => x.LogCumsumExp(d),
        ["Sort"] = (x, d) => x.Sort(d).Values, ["TopK"] = (x, d) => x.TopK(1, d).Values, ["Kthvalue"] = (x, d) => x.Kthvalue(1, d).Values,
        ["Median"] = (x, d) => x.Median(d).Values, ["Mode"] = (x, d) => x.Mode(d).Values, ["Quantile"] = (x, d) => x.Quantile(0.3, d),
        ["NanSum"] = (x, d) => x.NanSum([d]), ["Sum kept"] = (x, d) => x.Sum(d, keepDim: true), ["Mode kept"] = (x, d) => x.Mode(d, keepDim: true).Values,
    };

    [Theory, MemberData(nameof(Names))]
    public void OneElementGivesItself(string name)
    {
        foreach (var dim in (int[])[0, -1])
        {
            var x = Tensor.Scalar(2.5, DType.Float64);
            x.RequiresGrad = true;
            var y = Calls[name](x, dim);
            y.Shape.ShouldBe([]);
            y.Item<double>().ShouldBe(2.5, 1e-15);
            y.Backward();
            x.Grad!.Item<double>().ShouldBe(1, 1e-12);
        }
        Should.Throw<TensorIndexException>(() => Calls[name](Tensor.Scalar(1f), 1)).Message.ShouldBe("Dimension 1 is out of range for shape []: use -1 to 0.");
    }

    [Fact]
    public void AScalarsDimensionIsNamedOnce() =>
        Should.Throw<TensorIndexException>(() => Tensor.Scalar(1f).Sum([0, -1])).Message.ShouldBe("A reduction names dimension 0 of shape [] twice: name each once.");
}

using Flint.Testing;

namespace Flint.Tests.Tensors;

/// <summary>PyTorch's result types, frozen in tests/fixtures/dtypes.json (and, of scalars with numbers, tensors.json).</summary>
public sealed class PromotionTests
{
    public static TheoryData<string> Cases => [.. from family in (string[])["tensors", "dtypes"]
                                                  from name in Fixture.Family(family).Keys
                                                  where name.StartsWith("promote", StringComparison.Ordinal)
                                                  select $"{family}:{name}"];

    [Theory, MemberData(nameof(Cases))]
    public void MatchesPyTorch(string name)
    {
        var args = Fixture.Case(name).Args;
        var (kind, left, right) = (args.GetProperty("kind").GetString(), args.GetProperty("a").GetString()!, args.GetProperty("b").GetString()!);
        var result = args.GetProperty("result").GetString()!;
        var expected = result == "Int16" ? DType.Int32 : Enum.Parse<DType>(result);
        var a = Tensor.Ones(kind == "scalar number" ? [] : [2], Enum.Parse<DType>(left));
        Tensor b = (kind, right) switch
        {
            ("number" or "scalar number", "int") => 2L, // a Python integer is 64 bits wide
            ("number" or "scalar number", "float") => 2.0,
            ("number" or "scalar number", _) => true,
            ("scalar", _) => Tensor.Scalar(1, Enum.Parse<DType>(right)),
            _ => Tensor.Ones([2], Enum.Parse<DType>(right)),
        };
        (a + b).DType.ShouldBe(expected);
        (b + a).DType.ShouldBe(expected);
    }

    [Fact]
    public void BitsStayInTheCommonDType()
    {
        (Tensor.From(6, 5) & Tensor.From(3, 3)).ToArray<int>().ShouldBe([2, 1]);
        (Tensor.From<byte>(6, 5) | Tensor.From(256, -1)).ToArray<int>().ShouldBe([262, -1]);
        (Tensor.From(6L, -1) ^ 1).ToArray<long>().ShouldBe([7, -2]);
        (Tensor.From(true, false) ^ Tensor.From(true, true)).ToArray<bool>().ShouldBe([false, true]);
    }

    [Fact]
    public void AWiderScalarGetsItsGradientInItsOwnDType()
    {
        var (x, y) = (Tensor.Ones([2]), Tensor.From(3.0, 4));
        (x.RequiresGrad, y.RequiresGrad) = (true, true);
        var z = x * y.Sum();
        z.DType.ShouldBe(DType.Float32);
        z.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([7, 7]);
        y.Grad!.ToArray<double>().ShouldBe([2, 2]);
    }
}

using Flint.Testing;

namespace Flint.Tests.Tensors;

/// <summary>PyTorch's result types, frozen in tests/fixtures/tensors.json.</summary>
public sealed class PromotionTests
{
    public static TheoryData<string> Cases => [.. Fixture.Family("tensors").Keys.Where(name => name.StartsWith("promote", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Cases))]
    public void MatchesPyTorch(string name)
    {
        var args = Fixture.Case("tensors:" + name).Args;
        var (kind, left, right) = (args.GetProperty("kind").GetString(), args.GetProperty("a").GetString()!, args.GetProperty("b").GetString()!);
        var expected = Enum.Parse<DType>(args.GetProperty("result").GetString()!);
        var a = Tensor.Ones([2], Enum.Parse<DType>(left));
        Tensor b = (kind, right) switch
        {
            ("number", "int") => 2L, // a Python integer is 64 bits wide
            ("number", "float") => 2.0,
            ("number", _) => true,
            ("scalar", _) => Tensor.Scalar(1, Enum.Parse<DType>(right)),
            _ => Tensor.Ones([2], Enum.Parse<DType>(right)),
        };
        (a + b).DType.ShouldBe(expected);
        (b + a).DType.ShouldBe(expected);
    }
}

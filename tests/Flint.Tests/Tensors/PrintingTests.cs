using System.Globalization;
using Flint.Testing;

namespace Flint.Tests.Tensors;

/// <summary>Texts frozen from NumPy 1.24 in tests/fixtures/tensors.json.</summary>
public sealed class PrintingTests
{
    public static TheoryData<string> Cases => [.. Fixture.Family("tensors").Keys.Where(name => name.StartsWith("print", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Cases))]
    public void PrintsAsNumPy(string name)
    {
        var args = Fixture.Case("tensors:" + name).Args;
        var values = args.GetProperty("values").EnumerateArray().Select(v => Parse(v.GetString()!)).ToArray();
        int[] shape = [.. args.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        var dtype = Enum.Parse<DType>(args.GetProperty("dtype").GetString()!);
        Raw.Tensor(new(shape, values), dtype).ToString().ShouldBe(args.GetProperty("text").GetString());
    }

    static double Parse(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}

using Flint.Imaging;
using Flint.Testing;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

/// <summary>Pictures and results of tests/fixtures/transforms.json.</summary>
static class TransformFixture
{
    internal static IEnumerable<TheoryDataRow<string>> Cases(params string[] operations) =>
        Fixture.Family("transforms").Values
            .Where(c => c.Args.TryGetProperty("op", out var op) && operations.Contains(op.GetString()))
            .Select(c => new TheoryDataRow<string>(c.Name));

    internal static Fixture Case(string name) => Fixture.Case($"transforms:{name}");

    internal static Image Picture(string name) => ToImage(Case(name).Outputs[0]);

    /// <summary>The picture that the case was made from.</summary>
    internal static Image Source(this Fixture c) => Picture(c.Args.GetProperty("picture").GetString()!);

    internal static Image Expected(this Fixture c) => ToImage(c.Outputs[0]);

    internal static int Int(this Fixture c, string name) => c.Args.GetProperty(name).GetInt32();

    internal static double Number(this Fixture c, string name) => c.Args.GetProperty(name).GetDouble();

    internal static Resampling Mode(this Fixture c) => Enum.Parse<Resampling>(c.Args.GetProperty("mode").GetString()!, ignoreCase: true);

    /// <summary>Of the same size, and no sample further away than this many levels.</summary>
    internal static void ShouldBeWithin(this Image actual, int levels, Image expected)
    {
        (actual.Height, actual.Width, actual.Channels).ShouldBe((expected.Height, expected.Width, expected.Channels));
        var worst = actual.Pixels.Zip(expected.Pixels, (a, b) => Math.Abs(a - b)).Max();
        worst.ShouldBeLessThanOrEqualTo(levels);
    }

    static Image ToImage(FixtureArray array)
    {
        var shape = array.Values.Shape;
        return new(shape[1], shape[0], shape[2], Array.ConvertAll(array.Values.Data, x => (byte)x));
    }
}

using System.Text.Json;
using Flint.Testing;

namespace Flint.Data.Tests;

/// <summary>What pandas and scikit-learn gave, tests/fixtures/tables.json.</summary>
static class TablesFixture
{
    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "fixtures", "tables.json"))).RootElement;

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];

    public static int[] Integers(this JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];

    public static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetString()!)];

    public static void ShouldBeNear(this IEnumerable<double> actual, double[] expected, double tolerance = 1e-12)
    {
        double[] found = [.. actual];
        found.Length.ShouldBe(expected.Length);
        for (var i = 0; i < found.Length; i++)
            if (double.IsNaN(expected[i])) found[i].ShouldBe(double.NaN);
            else found[i].ShouldBe(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}

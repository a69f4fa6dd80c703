using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Flint.Testing;

/// <summary>A frozen result of PyTorch or NumPy; tests/fixtures/README.md describes the files.</summary>
public sealed class Fixture
{
    static readonly ConcurrentDictionary<string, Dictionary<string, Fixture>> Families = new();

    public required string Name { get; init; }

    /// <summary>Plain values: numbers, lists, texts.</summary>
    public required JsonElement Args { get; init; }

    /// <summary>In the order in which the script named them.</summary>
    public required OrderedDictionary<string, FixtureArray> Inputs { get; init; }

    public required FixtureArray[] Outputs { get; init; }
    public required FixtureArray[] Cotangents { get; init; }
    public required Dictionary<string, FixtureArray> Grads { get; init; }

    /// <summary>The case <c>family:name</c>.</summary>
    public static Fixture Case(string id) =>
        Family(id[..id.IndexOf(':')]).TryGetValue(id[(id.IndexOf(':') + 1)..], out var fixture)
            ? fixture : throw new KeyNotFoundException($"tests/fixtures has no case {id}");

    /// <summary>All cases of tests/fixtures/<paramref name="name"/>.json.</summary>
    public static IReadOnlyDictionary<string, Fixture> Family(string name) => FamilyOf(name);

    static Dictionary<string, Fixture> FamilyOf(string name) => Families.GetOrAdd(name, static name =>
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "fixtures", name + ".json")));
        return file.RootElement.GetProperty("cases").EnumerateArray().Select(Read).ToDictionary(c => c.Name);
    });

    static Fixture Read(JsonElement c) => new()
    {
        Name = c.GetProperty("name").GetString()!,
        Args = c.GetProperty("args").Clone(),
        Inputs = new(Named(c.GetProperty("inputs"))),
        Outputs = [.. c.GetProperty("outputs").EnumerateArray().Select(ReadArray)],
        Cotangents = [.. c.GetProperty("cotangents").EnumerateArray().Select(ReadArray)],
        Grads = new(Named(c.GetProperty("grads"))),
    };

    static IEnumerable<KeyValuePair<string, FixtureArray>> Named(JsonElement arrays) =>
        arrays.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, ReadArray(p.Value)));

    static FixtureArray ReadArray(JsonElement a)
    {
        var bytes = a.GetProperty("data").GetBytesFromBase64();
        int[] shape = [.. a.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        return a.GetProperty("dtype").GetString() switch
        {
            "int64" => new(new(shape, [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(x => (double)x)]), DType.Int64),
            "uint8" => new(new(shape, [.. bytes.Select(x => (double)x)]), DType.Bool),
            _ => new(new(shape, MemoryMarshal.Cast<byte, double>(bytes).ToArray()), null),
        };
    }
}

/// <summary>An array of a fixture; <paramref name="DType"/> is null for real numbers, which serve Float32 and Float64.</summary>
public sealed record FixtureArray(NDArray Values, DType? DType)
{
    /// <summary>As a tensor; real numbers get <paramref name="real"/>.</summary>
    public Tensor Tensor(DType real = Flint.DType.Float32) => Raw.Tensor(Values, DType ?? real);
}

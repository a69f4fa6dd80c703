namespace Flint.Fuzz;

/// <summary>All readers that take foreign bytes. A new one is a line here.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("idx", IdxSeeds.Make, bytes => Flint.Data.IdxReader.Read(new MemoryStream(bytes), "fuzz.idx")),
        new("safetensors", SafetensorsSeeds.Make, SafetensorsSeeds.Read),
        new("png", PngSeeds.Make, bytes => Flint.Imaging.Png.Decode(bytes), PngSeeds.Repair),
        new("optdigits", DigitsSeeds.Make, DigitsSeeds.Read),
        new("csv", CsvSeeds.Make, CsvSeeds.Read),
    ];

    public static FuzzTarget Find(string name) => All.First(t => t.Name == name);
}

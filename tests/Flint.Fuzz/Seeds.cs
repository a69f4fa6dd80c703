using System.IO.Compression;
using Flint.Data;
using Flint.IO;

namespace Flint.Fuzz;

/// <summary>Good idx files of every type, plain and compressed.</summary>
static class IdxSeeds
{
    internal static IReadOnlyList<byte[]> Make()
    {
        byte[][] plain =
        [
            [0, 0, 8, 1, 0, 0, 0, 5, 1, 2, 3, 4, 5],
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, 12).Select(i => (byte)(i * 20))],
            [0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 0xFF, 0xFE, 0, 3, 0, 4],
            [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0x80, 0, 0, 0x40, 0, 0, 0],
            [0, 0, 0x0E, 1, 0, 0, 0, 1, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0],
        ];
        return [.. plain, .. plain.Take(2).Select(Zipped)];
    }

    internal static byte[] Zipped(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest)) zip.Write(bytes);
        return target.ToArray();
    }
}

/// <summary>Good safetensors files: several dtypes, a scalar, an empty tensor, metadata.</summary>
static class SafetensorsSeeds
{
    static string Path => FuzzFolder.File(".safetensors");

    internal static IReadOnlyList<byte[]> Make()
    {
        Safetensors.Save(Path, new Dictionary<string, Tensor>
        {
            ["conv1.weight"] = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]),
            ["steps"] = Tensor.From([7L], []),
            ["mask"] = Tensor.From([true, false, true], [3]),
            ["none"] = Tensor.From(Array.Empty<double>(), [0, 4]),
        }, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "é" });
        var many = File.ReadAllBytes(Path);
        Safetensors.Save(Path, new Dictionary<string, Tensor> { ["w"] = Tensor.From([1f], [1]) });
        return [many, File.ReadAllBytes(Path)];
    }

    internal static void Read(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        using var file = Safetensors.Open(Path);
        foreach (var name in file.Names) _ = file[name];
    }
}

/// <summary>A few lines of the optical digits.</summary>
static class DigitsSeeds
{
    internal static IReadOnlyList<byte[]> Make()
    {
        var line = string.Join(',', Enumerable.Range(0, 64).Select(i => i % 17)) + ",7\n";
        var plain = System.Text.Encoding.ASCII.GetBytes(line + line);
        return [plain, IdxSeeds.Zipped(plain)];
    }

    internal static void Read(byte[] bytes) => DigitsTable.Read(new MemoryStream(bytes), "fuzz.tra");
}

using System.Buffers.Binary;
using System.IO.Compression;
using Flint.IO;

namespace Flint.Fuzz;

/// <summary>A folder in memory where the system offers that, for readers that map a file: a million of them take minutes.</summary>
static class FuzzFolder
{
    static readonly string Folder = Make();

    /// <summary>A file of this thread's own.</summary>
    internal static string File(string extension) => System.IO.Path.Combine(Folder, $"{Environment.CurrentManagedThreadId}{extension}");

    static string Make()
    {
        var folder = System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"flint-fuzz-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}

/// <summary>Good PyTorch files of both forms: those that PyTorch wrote where the repository is at hand, and ours.</summary>
static class TorchSeeds
{
    internal static IReadOnlyList<byte[]> Zip()
    {
        var path = FuzzFolder.File(".pt");
        var matrix = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        TorchFile.Write(path, new OrderedDictionary<object, object?>
        {
            ["epoch"] = 3L, ["rate"] = 0.5, ["list"] = new List<object?> { null, true, -1L, 1L << 40, "text" }, ["bytes"] = new byte[] { 1, 255 },
            ["state_dict"] = new Dictionary<string, Tensor> { ["w"] = matrix, ["t"] = matrix.Transpose(0, 1), ["b"] = Tensor.From([true, false], [2]), ["n"] = Tensor.From([7L], []),
                ["h"] = Tensor.Ones([2], DType.Float16), ["g"] = Tensor.Ones([2], DType.BFloat16), ["i"] = Tensor.From<sbyte>([-1, 1], [2]) },
        });
        return [File.ReadAllBytes(path), .. FixtureFiles.Read("torch-files", "state.pt", "state-protocol4.pt", "checkpoint.pt")];
    }

    // The pickle alone: magic, protocol, system, object and keys, then storages.
    internal static IReadOnlyList<byte[]> Legacy() =>
    [
        [
            .. Convert.FromHexString("80028A0A6CFC9C46F9206AA850192E" + "80024DE9032E"), 0x80, 2, .. "}X"u8, 13, 0, 0, 0, .. "little_endian"u8, 0x88, .. "s."u8,
            0x80, 2, .. "}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0002NtQK\0K\u0002"u8,
            0x85, .. "K\u0001"u8, 0x85, 0x89, .. "NtRs."u8, 0x80, 2, .. "]X\u0001\0\0\00a."u8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64,
        ],
        .. FixtureFiles.Read("torch-files", "state-legacy.th", "checkpoint-legacy.pt"),
    ];

    internal static void Read(byte[] bytes)
    {
        var path = FuzzFolder.File(".pt");
        File.WriteAllBytes(path, bytes);
        _ = TorchFile.Read(path);
        using var file = TorchFile.Open(path);
        foreach (var name in file.Names) _ = file[name];
    }
}

/// <summary>Makes the checksums of a zip file right again, where its directory can be followed.</summary>
static class ZipRepair
{
    internal static byte[] Repair(byte[] bytes)
    {
        for (var at = 0; at + 46 <= bytes.Length; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) != 0x02014b50) continue;
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 20)), local = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 42));
            if (local + 30 > bytes.Length) continue;
            var start = local + 30 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)local + 26)) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)local + 28));
            if (start + packed > bytes.Length) continue;
            var contents = bytes.AsSpan((int)start, (int)packed);
            if (bytes[at + 10] == 0) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 16), Crc32.Compute(contents));
        }
        return bytes;
    }
}

/// <summary>Good .npy files of several types, orders and versions, and archives of them.</summary>
static class NumpySeeds
{
    internal static IReadOnlyList<byte[]> Arrays() =>
    [
        Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24), Npy("{'descr': '>i8', 'fortran_order': True, 'shape': (2, 1), }\n", 16, 2),
        Npy("{\"descr\": \"|b1\", 'fortran_order': False, 'shape': (3L,)}", 3, 3), Npy("{'shape': (), 'descr': '<f2', 'fortran_order': False}", 2),
        Npy("{'descr': '|i1', 'fortran_order': True, 'shape': (2, 2), }", 4),
    ];

    internal static IReadOnlyList<byte[]> Archives() => [.. new[] { false, true }.Select(Archive)];

    static byte[] Archive(bool compressed)
    {
        var path = FuzzFolder.File(".npz");
        NumpyFile.SaveArchive(path, new Dictionary<string, Tensor> { ["a"] = Tensor.From([1f, 2f, 3f], [3]), ["b"] = Tensor.Zeros([20, 2], DType.Int64), ["c"] = Tensor.From([true], []) }, compressed);
        return File.ReadAllBytes(path);
    }

    static byte[] Npy(string header, int bytes, byte version = 1)
    {
        byte[] length = version == 1 ? [(byte)header.Length, 0] : [(byte)header.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[bytes]];
    }

    internal static void ReadArray(byte[] bytes)
    {
        var path = FuzzFolder.File(".npy");
        File.WriteAllBytes(path, bytes);
        _ = NumpyFile.Load(path);
    }

    internal static void ReadArchive(byte[] bytes)
    {
        var path = FuzzFolder.File(".npz");
        File.WriteAllBytes(path, bytes);
        _ = NumpyFile.LoadArchive(path);
    }
}

/// <summary>A good index beside the two files that it names.</summary>
static class IndexSeeds
{
    internal static IReadOnlyList<byte[]> Make()
    {
        var folder = System.IO.Path.GetDirectoryName(FuzzFolder.File(""))!;
        var index = SafetensorsIndex.Save(folder, new Dictionary<string, Tensor> { ["a.weight"] = Tensor.Zeros([4]), ["b"] = Tensor.Zeros([4]) }, 16, "fuzz");
        return [File.ReadAllBytes(index)];
    }

    internal static void Read(byte[] bytes)
    {
        var path = FuzzFolder.File(".index.json");
        File.WriteAllBytes(path, bytes);
        _ = SafetensorsIndex.Load(path);
    }
}

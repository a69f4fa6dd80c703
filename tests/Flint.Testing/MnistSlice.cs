using System.Buffers.Binary;
using System.IO.Compression;

namespace Flint.Testing;

/// <summary>A folder with the first images of the repository's MNIST, as idx files.</summary>
public static class MnistSlice
{
    /// <summary>Writes so many training and test images with their labels.</summary>
    public static void Write(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        foreach (var (part, count) in new[] { ("train", train), ("t10k", test) })
            foreach (var (name, header, size) in new[] { ("images-idx3", 16, 28 * 28), ("labels-idx1", 8, 1) })
            {
                var bytes = new byte[header + count * size];
                using (var file = new GZipStream(File.OpenRead(Repository.Path("data", "mnist", $"{part}-{name}-ubyte.gz")), CompressionMode.Decompress))
                    file.ReadExactly(bytes);
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), count);
                File.WriteAllBytes(Path.Combine(folder, $"{part}-{name}-ubyte"), bytes);
            }
    }
}

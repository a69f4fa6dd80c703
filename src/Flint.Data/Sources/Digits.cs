namespace Flint.Data;

/// <summary>
/// The optical digits of the UCI repository: 3,823 training and 1,797 test images of 8x8 counts from 0 to 16 (the test part is
/// scikit-learn's <c>load_digits</c>). Batches are Float32 [n, 1, 8, 8], normalised, and Int64 labels [n]. Alpaydin, Kaynak, 1998.
/// </summary>
public static class Digits
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "optdigits";

    /// <summary>(x / 16 - 0.3077) / 0.3773: mean and standard deviation of the training images.</summary>
    public static Normalization Normalization { get; } = new(1.0 / 16, [0.3077f], [0.3773f]);

    /// <summary>"0" to "9".</summary>
    public static IReadOnlyList<string> Classes => Mnist.Classes;

    /// <summary>The training images.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere; the message says where it looked and how to get them.</exception>
    /// <exception cref="FileFormatException">A line is not 64 counts and a class.</exception>
    public static TensorDataset Train(string? root = null) => Load("optdigits.tra", root);

    /// <summary>The test images.</summary>
    /// <inheritdoc cref="Train"/>
    public static TensorDataset Test(string? root = null) => Load("optdigits.tes", root);

    static TensorDataset Load(string name, string? root)
    {
        var path = File(DataFolders.Find(Name, folder => File(folder, name) is not null, root), name)!;
        var (counts, labels) = DigitsTable.Read(path);
        return new(Tensor.Wrap(counts, [labels.Length, 1, 8, 8]), Tensor.Wrap(labels, [labels.Length]), Normalization, Classes);
    }

    static string? File(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(System.IO.File.Exists);
}

namespace Flint.Data;

/// <summary>
/// MNIST, handwritten digits: 60,000 training and 10,000 test images of 28x28 grey pixels. Batches are Float32 [n, 1, 28, 28],
/// normalised, and Int64 labels [n]. LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", 1998.
/// </summary>
public static class Mnist
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "mnist";

    /// <summary>(x / 255 - 0.1307) / 0.3081: mean and standard deviation of the training images.</summary>
    public static Normalization Normalization { get; } = new(1.0 / 255, [0.1307f], [0.3081f]);

    /// <summary>"0" to "9".</summary>
    public static IReadOnlyList<string> Classes { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The training images.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere; the message says where it looked and how to get them.</exception>
    public static TensorDataset Train(string? root = null) => Open(root).Train();

    /// <summary>The test images.</summary>
    /// <inheritdoc cref="Train"/>
    public static TensorDataset Test(string? root = null) => Open(root).Test();

    static IdxFolder Open(string? root) => new(DataFolders.Find(Name, IdxFolder.Holds, root), Normalization, Classes);
}

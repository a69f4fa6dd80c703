namespace Flint.Data;

/// <summary>
/// CIFAR-10: 50,000 training and 10,000 test pictures of 32x32 colour pixels in ten classes, or a subset in the same files.
/// Batches are Float32 [n, 3, 32, 32], normalised, and Int64 labels [n]. The binary version is read:
/// <c>data_batch_1.bin</c> ... and <c>test_batch.bin</c>. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
/// </summary>
public static class Cifar10
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "cifar10";

    /// <summary>x / 255 less (0.4914, 0.4822, 0.4465), by (0.2470, 0.2435, 0.2616): mean and standard deviation of the training pictures.</summary>
    public static Normalization Normalization { get; } = new(1.0 / 255, [0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);

    /// <summary>The ten classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The training pictures.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere; the message says where it looked.</exception>
    /// <exception cref="FileFormatException">A file is damaged; the message names it and the record.</exception>
    public static TensorDataset Train(string? root = null) => Load(root, train: true);

    /// <summary>The test pictures.</summary>
    /// <inheritdoc cref="Train"/>
    public static TensorDataset Test(string? root = null) => Load(root, train: false);

    static TensorDataset Load(string? root, bool train) =>
        CifarFolder.Load(DataFolders.Find(Name, CifarFolder.Holds, root), train, Normalization, [Classes], label: 0);
}

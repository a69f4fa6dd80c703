namespace Flint.Data;

/// <summary>
/// Fashion-MNIST, pictures of clothes in MNIST's format. Batches are Float32 [n, 1, 28, 28], normalised, and Int64 labels [n].
/// Xiao, Rasul, Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017.
/// </summary>
public static class FashionMnist
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "fashion-mnist";

    /// <summary>(x / 255 - 0.2860) / 0.3530: mean and standard deviation of the training images.</summary>
    public static Normalization Normalization { get; } = new(1.0 / 255, [0.2860f], [0.3530f]);

    /// <summary>The ten kinds of clothes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The training images.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere; the message says where it looked and how to get them.</exception>
    public static TensorDataset Train(string? root = null) => Open(root).Train();

    /// <summary>The test images.</summary>
    /// <inheritdoc cref="Train"/>
    public static TensorDataset Test(string? root = null) => Open(root).Test();

    static IdxFolder Open(string? root) => new(DataFolders.Find(Name, IdxFolder.Holds, root), Normalization, Classes);
}

using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A supervised recipe on CIFAR-10, or on a folder with files of its binary format.</summary>
public abstract class CifarRecipe : ImageRecipe
{
    // A subset that goes by this name: 1,000 test images with the original pixels, then 1,000 that went through JPEG.
    const string Subset = "test_2000.bin";
    const int Lossless = 1000;

    /// <summary>What images are put through.</summary>
    protected virtual Normalization Normalization => Cifar10.Normalization;

    /// <inheritdoc/>
    public override TensorDataset TrainData(RunArguments arguments) => Cifar10.Train(Root(arguments)).With(Normalization);

    /// <inheritdoc/>
    public override TensorDataset TestData(RunArguments arguments) => Cifar10.Test(Root(arguments)).With(Normalization);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Dataset Data)> TestParts(Dataset test, RunArguments arguments) => IsSubset(arguments) && test.Count == 2 * Lossless
        ? [("lossless", test.Take(Lossless)), ("jpeg", test.Subset([.. Enumerable.Range(Lossless, Lossless)]))]
        : [];

    /// <inheritdoc/>
    public override Tensor Prepare(Image image, Preprocessing preprocessing) => PhotoPreparation.Apply(image, preprocessing);

    static bool IsSubset(RunArguments arguments) => (Root(arguments) ?? DataFolders.TryFind(Cifar10.Name)) is { } folder
        && new[] { folder, Path.Combine(folder, Cifar10.Name) }.Any(place => Directory.Exists(place) && Directory.EnumerateFiles(place, Subset + "*").Any());

    static string? Root(RunArguments arguments) => arguments.Data == Cifar10.Name ? null : arguments.Data;
}

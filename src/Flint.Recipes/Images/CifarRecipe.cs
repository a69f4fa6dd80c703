using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A supervised recipe on CIFAR-10, or on a folder with files of its binary format.</summary>
public abstract class CifarRecipe : ImageRecipe
{
    // The 2,000 test images of the subset in use are 1,000 with the original pixels and 1,000 that went through JPEG.
    const int Lossless = 1000, Subset = 2000;

    /// <summary>What images are put through.</summary>
    protected virtual Normalization Normalization => Cifar10.Normalization;

    /// <inheritdoc/>
    public override TensorDataset TrainData(RunArguments arguments) => Cifar10.Train(Root(arguments)).With(Normalization);

    /// <inheritdoc/>
    public override TensorDataset TestData(RunArguments arguments) => Cifar10.Test(Root(arguments)).With(Normalization);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Dataset Data)> TestParts(Dataset test, RunArguments arguments) => test.Count == Subset
        ? [("lossless", test.Take(Lossless)), ("jpeg", test.Subset([.. Enumerable.Range(Lossless, Subset - Lossless)]))]
        : [];

    /// <inheritdoc/>
    public override Tensor Prepare(Image image, Preprocessing preprocessing) => PhotoPreparation.Apply(image, preprocessing);

    static string? Root(RunArguments arguments) => arguments.Data == Cifar10.Name ? null : arguments.Data;
}

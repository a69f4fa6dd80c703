using Flint.Data;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>
/// The parts of a folder of pictures: root/train, root/test and root/val (or valid, validation), each with a folder per class. Classes and their
/// numbers are those of train.
/// </summary>
public sealed class ImageFolderParts
{
    static readonly string[] ValidationNames = ["val", "valid", "validation"];

    internal ImageFolderParts(string root)
    {
        Root = Directory.Exists(root) ? root : DataFolders.TryFind(root)
            ?? throw new NotFoundException($"There is no folder '{root}', nor a data set of this name: name a folder with train and test, or set FLINT_DATA to the folder above it.");
        Classes = ClassFolders.Names(Part(["train"]));
    }

    /// <summary>The folder with the parts.</summary>
    public string Root { get; }

    /// <summary>The names of the folders in train, sorted.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures to learn from.</summary>
    /// <param name="transform">See <see cref="ImageList"/>.</param>
    /// <param name="reader">See <see cref="ImageList"/>.</param>
    /// <param name="cache">See <see cref="ImageList"/>.</param>
    /// <exception cref="ImageDataException">A class has no picture.</exception>
    public ImageFolder Train(Compose? transform = null, ImageReader? reader = null, IImageTransform? cache = null) => Open(["train"], transform, reader, cache);

    /// <summary>The pictures to judge by: test, else val as ImageNet has it.</summary>
    /// <param name="transform">See <see cref="ImageList"/>.</param>
    /// <param name="reader">See <see cref="ImageList"/>.</param>
    /// <param name="cache">See <see cref="ImageList"/>.</param>
    /// <exception cref="ImageDataException">The classes are not those of train, or one has no picture.</exception>
    /// <exception cref="NotFoundException">There is no such part.</exception>
    public ImageFolder Test(Compose? transform = null, ImageReader? reader = null, IImageTransform? cache = null) => Open(["test", .. ValidationNames], transform, reader, cache);

    /// <summary>The pictures to choose by: val, valid or validation.</summary>
    /// <param name="transform">See <see cref="ImageList"/>.</param>
    /// <param name="reader">See <see cref="ImageList"/>.</param>
    /// <param name="cache">See <see cref="ImageList"/>.</param>
    /// <exception cref="ImageDataException">The classes are not those of train, or one has no picture.</exception>
    /// <exception cref="NotFoundException">There is no such part.</exception>
    public ImageFolder Validation(Compose? transform = null, ImageReader? reader = null, IImageTransform? cache = null) => Open(ValidationNames, transform, reader, cache);

    ImageFolder Open(string[] names, Compose? transform, ImageReader? reader, IImageTransform? cache)
    {
        var folder = Part(names);
        if (Classes.Except(ClassFolders.Names(folder)).FirstOrDefault() is { } missing)
            throw new ImageDataException($"'{folder}' has no folder for class '{missing}' of train: add it, or open the folder alone with new ImageFolder(..., classes: ...).");
        return new(folder, transform, reader, cache, Classes);
    }

    string Part(string[] names) => names.Select(n => Path.Combine(Root, n)).FirstOrDefault(Directory.Exists)
        ?? throw new NotFoundException($"'{Root}' has no folder {string.Join(" or ", names.Select(n => $"'{n}'"))}: a folder per class is expected in it. Without parts, use new ImageFolder(root).");
}

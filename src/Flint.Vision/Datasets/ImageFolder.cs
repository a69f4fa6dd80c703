using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>
/// A folder with a sub-folder of pictures for each class, as torchvision's ImageFolder: root/cats/1.jpg, root/dogs/7.jpg. Classes are numbered in
/// the order of their names; pictures may lie deeper. Where root has train and test, use <see cref="Open"/>:
/// <code>
/// var folders = ImageFolder.Open("cats-dogs");
/// foreach (var (images, labels) in new DataLoader(folders.Train(augment), batchSize: 32, shuffle: true, workers: 2)) ...
/// </code>
/// </summary>
public sealed class ImageFolder : ImageList
{
    /// <summary>Finds the pictures; none is read yet.</summary>
    /// <param name="root">The folder with a folder per class.</param>
    /// <param name="transform">See <see cref="ImageList"/>.</param>
    /// <param name="reader">See <see cref="ImageList"/>.</param>
    /// <param name="cache">See <see cref="ImageList"/>.</param>
    /// <param name="classes">The classes of a model or of the training part, which decide the numbers; some may have no folder here. Null takes the folders' names.</param>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="ImageDataException">It has no folders, one of them has no picture, or is no class.</exception>
    public ImageFolder(string root, Compose? transform = null, ImageReader? reader = null, IImageTransform? cache = null, IReadOnlyList<string>? classes = null)
        : this(root, classes ?? ClassFolders.Names(root), transform, reader, cache) { }

    ImageFolder(string root, IReadOnlyList<string> classes, Compose? transform, ImageReader? reader, IImageTransform? cache)
        : base(ClassFolders.Files(root, classes), classes, transform, reader, cache) => Root = root;

    /// <summary>The folder with a folder per class.</summary>
    public string Root { get; }

    /// <summary>A folder with the parts train and test or val: <c>train/CLASS/*.jpg</c>, as ImageNet's.</summary>
    /// <param name="root">The folder, or the name of one in <c>$FLINT_DATA</c> or another place where data sets are looked for.</param>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    public static ImageFolderParts Open(string root) => new(root);
}

using Flint.Data;
using Flint.Imaging;

namespace Flint.Vision;

/// <summary>
/// CamVid: road scenes of 480x360 pixels with the class of every pixel, in the twelve classes of SegNet. <c>train/X.png</c> with
/// <c>trainannot/X.png</c>, <c>test/</c> with <c>testannot/</c>. Brostow, Fauqueur, Cipolla, "Semantic object classes in video", 2009.
/// </summary>
public static class CamVid
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "camvid";

    /// <summary>The number of pixels that belong to no class.</summary>
    public const int Unlabelled = 11;

    /// <summary>The eleven classes, and the unlabelled.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car", "pedestrian", "bicyclist", "unlabelled"];

    /// <summary>The training pictures and their masks, in the order of their names.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere, or a picture has no mask.</exception>
    /// <exception cref="ImageDataException">A picture is damaged.</exception>
    /// <exception cref="FileFormatException">A mask is damaged, or has another size or an unknown class.</exception>
    public static IReadOnlyList<LabelledPixels> Train(string? root = null) => Load(root, "train");

    /// <summary>The test pictures and their masks.</summary>
    /// <inheritdoc cref="Train"/>
    public static IReadOnlyList<LabelledPixels> Test(string? root = null) => Load(root, "test");

    static LabelledPixels[] Load(string? root, string part)
    {
        var folder = DataFolders.Find(Name, place => Directory.Exists(Path.Combine(place, part)), root);
        return [.. Directory.EnumerateFiles(Path.Combine(folder, part), "*.png").Order(StringComparer.Ordinal).Select(picture =>
        {
            var image = ImageReader.Default.Read(picture);
            return new LabelledPixels(picture, image, IndexMask.Read(Path.Combine(folder, part + "annot", Path.GetFileName(picture)), image.Width, image.Height, Unlabelled));
        })];
    }
}

/// <summary>A picture with a class for each pixel.</summary>
/// <param name="Path">The picture's file.</param>
/// <param name="Image">The picture.</param>
/// <param name="Mask">The number of each pixel's class: [height, width] bytes.</param>
public sealed record LabelledPixels(string Path, Image Image, Tensor Mask);

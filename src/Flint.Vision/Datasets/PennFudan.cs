using System.Globalization;
using System.Text.RegularExpressions;
using Flint.Data;
using Flint.Imaging;

namespace Flint.Vision;

/// <summary>
/// The Penn-Fudan pedestrians: street photos with a box and a mask for each pedestrian. <c>PNGImages/X.png</c>, <c>Annotation/X.txt</c>,
/// <c>PedMasks/X_mask.png</c> (0 is background, k pedestrian k). Wang, Shi, Song, Shen, "Object detection combining recognition and segmentation", 2007.
/// </summary>
public static partial class PennFudan
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "penn-fudan";

    /// <summary>The one class.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["pedestrian"];

    /// <summary>All pictures and their boxes, in the order of their names.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">The files are nowhere, or an annotation has no picture.</exception>
    /// <exception cref="FileFormatException">An annotation is damaged, or a box is outside of its picture; the message names the file.</exception>
    public static DetectionData Load(string? root = null)
    {
        var folder = DataFolders.Find(Name, place => Directory.Exists(Path.Combine(place, "Annotation")), root);
        return new([.. Directory.EnumerateFiles(Path.Combine(folder, "Annotation"), "*.txt").Order(StringComparer.Ordinal).Select(f => Read(f, folder))], Classes);
    }

    /// <summary>The number of the pedestrian each pixel shows, 0 for none: [height, width] bytes.</summary>
    /// <param name="image">One of <see cref="Load"/>'s.</param>
    /// <exception cref="FileFormatException">The mask is damaged or of another size than the picture.</exception>
    public static Tensor Mask(AnnotatedImage image)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(image.Path))!;
        return IndexMask.Read(Path.Combine(folder, "PedMasks", Path.GetFileNameWithoutExtension(image.Path) + "_mask.png"), image.Width, image.Height, image.Objects.Count);
    }

    static AnnotatedImage Read(string file, string folder)
    {
        var text = File.ReadAllText(file);
        var size = Size().Match(text);
        var objects = BoxLine().Matches(text).Select(m => Object([.. m.Groups.Values.Skip(1).Select(g => Number(g, file))])).ToList();
        if (!size.Success || objects.Count == 0)
            throw new FileFormatException($"'{file}' is not an annotation of Penn-Fudan: it has no line '{(size.Success ? "Bounding box for object 1" : "Image size (X x Y x C)")}'.");
        var picture = Path.Combine(folder, "PNGImages", Path.GetFileNameWithoutExtension(file) + ".png");
        if (!File.Exists(picture)) throw new NotFoundException($"'{file}' has no picture '{picture}'.");
        return new AnnotatedImage(picture, Number(size.Groups[1], file), Number(size.Groups[2], file), objects).Checked(file);
    }

    // Pixels count from 1, the last included.
    static AnnotatedObject Object(int[] box) => new(new(box[0] - 1, box[1] - 1, box[2], box[3]), Label: 0);

    static int Number(Group group, string file) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FileFormatException($"'{file}' is not an annotation of Penn-Fudan: {group.Value} is no number of pixels.");

    [GeneratedRegex(@"Image size \(X x Y x C\) : (\d+) x (\d+) x \d+")]
    private static partial Regex Size();

    [GeneratedRegex(@"Bounding box for object \d+ .*: \((\d+), (\d+)\) - \((\d+), (\d+)\)")]
    private static partial Regex BoxLine();
}

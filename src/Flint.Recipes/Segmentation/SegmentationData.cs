using Flint.Data;
using Flint.Imaging;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>A set of pictures with a class for each pixel, and at what size a network sees them.</summary>
/// <param name="Classes">The names of the classes; a pixel with a greater number belongs to none.</param>
/// <param name="Height">Of the pictures, scaled.</param>
/// <param name="Width">Of the pictures, scaled.</param>
/// <param name="Colors">In which masks are shown; alpha is that over a picture.</param>
sealed record SegmentationData(IReadOnlyList<string> Classes, int Height, int Width, IReadOnlyList<Color> Colors)
{
    const byte Alpha = 150;

    /// <summary>From 0 to 255 to about -2 to 2.</summary>
    internal static Normalization Scaling { get; } = new(1.0 / 255, [0.5f], [0.25f]);

    // SegNet's colours.
    static readonly SegmentationData Roads = new([.. CamVid.Classes.Take(CamVid.Unlabelled)], 180, 240,
    [
        new(128, 128, 128, Alpha), new(128, 0, 0, Alpha), new(192, 192, 128, Alpha), new(128, 64, 128, Alpha), new(60, 40, 222, Alpha), new(128, 128, 0, Alpha),
        new(192, 128, 128, Alpha), new(64, 64, 128, Alpha), new(64, 0, 128, Alpha), new(64, 64, 0, Alpha), new(0, 128, 192, Alpha),
    ]);

    static readonly SegmentationData Pedestrians = new(["background", "pedestrian"], 192, 192, [new(0, 0, 0, 0), new(230, 90, 20, Alpha)]);

    /// <summary>The set of this name, or of the layout that a folder has.</summary>
    internal static SegmentationData Of(string source) => IsPennFudan(source) ? Pedestrians : Roads;

    /// <summary>The set whose classes a run has.</summary>
    internal static SegmentationData Of(IReadOnlyList<string> classes) => classes.SequenceEqual(Pedestrians.Classes) ? Pedestrians : Roads;

    /// <summary>The pictures to learn from; of Penn-Fudan all but those of <see cref="Test"/>.</summary>
    internal IReadOnlyList<LabelledPixels> Train(string source) => IsPennFudan(source)
        ? [.. PennFudan.Load(Root(source)).Images.Where((_, i) => i % 5 != 0).Select(Mask)]
        : CamVid.Train(Root(source));

    /// <summary>The pictures to measure on; of Penn-Fudan every fifth by name.</summary>
    internal IReadOnlyList<LabelledPixels> Test(string source) => IsPennFudan(source)
        ? [.. PennFudan.Load(Root(source)).Images.Where((_, i) => i % 5 == 0).Select(Mask)]
        : CamVid.Test(Root(source));

    static bool IsPennFudan(string source) =>
        source == PennFudan.Name || Directory.Exists(Path.Combine(source, "PedMasks")) || Directory.Exists(Path.Combine(source, PennFudan.Name));

    static string? Root(string source) => source is CamVid.Name or PennFudan.Name ? null : source;

    static LabelledPixels Mask(AnnotatedImage image) =>
        new(image.Path, ImageReader.Default.Read(image.Path), Tensor.Wrap(Array.ConvertAll(PennFudan.Mask(image).ToArray<byte>(), k => Math.Min(k, (byte)1)), [image.Height, image.Width]));
}

/// <summary>Pictures scaled to one size with their masks: inputs [3, H, W], targets the class of each pixel, [H, W] bytes.</summary>
sealed class ScaledPictures : Dataset
{
    readonly List<(Image Picture, Image Mask)> pairs = [];

    internal ScaledPictures(IReadOnlyList<LabelledPixels> pictures, SegmentationData data)
    {
        Classes = data.Classes;
        foreach (var (_, image, mask) in pictures)
            pairs.Add((image.Resize(data.Height, data.Width), new Image(image.Width, image.Height, 1, mask.ToArray<byte>()).Resize(data.Height, data.Width, Resampling.Nearest)));
    }

    public override int Count => pairs.Count;

    public override IReadOnlyList<string> Classes { get; }

    public override Example this[int index] => Make(pairs[index].Picture, pairs[index].Mask);

    /// <summary>A random part of 4/5 of the sides, half of the time mirrored.</summary>
    internal Example Changed(int index, Generator generator)
    {
        var (picture, mask) = pairs[index];
        var draws = Tensor.Rand([3], DType.Float64, generator).ToArray<double>();
        var (height, width) = (picture.Height * 4 / 5, picture.Width * 4 / 5);
        var part = new CropBox((int)(draws[0] * (picture.Height - height + 1)), (int)(draws[1] * (picture.Width - width + 1)), height, width);
        (picture, mask) = (picture.Crop(part), mask.Crop(part));
        return draws[2] < 0.5 ? Make(picture.FlipHorizontal(), mask.FlipHorizontal()) : Make(picture, mask);
    }

    /// <summary>The picture as it is scaled.</summary>
    internal Image Picture(int index) => pairs[index].Picture;

    /// <summary>Its mask.</summary>
    internal ClassMask Mask(int index) => new(pairs[index].Mask.Width, pairs[index].Mask.Height, pairs[index].Mask.Pixels);

    static Example Make(Image picture, Image mask) => new(picture.ToTensor(SegmentationData.Scaling), Tensor.From(mask.Pixels, [mask.Height, mask.Width]));
}

/// <summary>The same pictures, each time another part.</summary>
sealed class ChangedPictures(ScaledPictures pictures) : Dataset
{
    public override int Count => pictures.Count;

    public override IReadOnlyList<string> Classes => pictures.Classes;

    public override Example this[int index] => pictures.Changed(index, Random.Generator);
}

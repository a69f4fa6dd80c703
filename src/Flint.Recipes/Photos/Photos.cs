using Flint.Data;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>Photo files at one size, kept in memory once they are decoded, with what is done to them anew each time.</summary>
sealed class Photos(ImageList files, int size, Normalization scaling, params IReadOnlyList<IImageTransform> steps) : Dataset
{
    readonly ImageList images = new(
        files.Files, files.Classes, new Compose([.. steps, new Normalize(scaling.Mean, scaling.Std)]), ImageReader.Default, cache: new Resize(size, size));

    internal ImageList Files => files;

    public override int Count => images.Count;

    public override IReadOnlyList<string> Classes => images.Classes;

    public override Example this[int index] => images[index];
}

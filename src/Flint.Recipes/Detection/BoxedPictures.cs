using Flint.Data;
using Flint.Imaging;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>Pictures with boxes, in memory.</summary>
/// <param name="Annotations">The boxes.</param>
/// <param name="Images">The pictures, as many.</param>
/// <param name="Classes">The names of the classes.</param>
public sealed record BoxedPictures(IReadOnlyList<AnnotatedImage> Annotations, IReadOnlyList<Image> Images, IReadOnlyList<string> Classes)
{
    /// <summary>From -1 to 1, as the weights of the body expect.</summary>
    internal static Normalization Scaling { get; } = new(1.0 / 255, [0.5f], [0.5f]);

    /// <summary>Penn-Fudan's pedestrians, from where data sets are looked for or from a folder of the same layout.</summary>
    internal static BoxedPictures Load(string source)
    {
        var data = PennFudan.Load(source == PennFudan.Name ? null : source);
        return new(data.Images, [.. data.Images.Select(i => ImageReader.Default.Read(i.Path))], data.Classes);
    }

    internal int Count => Images.Count;

    internal IEnumerable<Box> BoxesOf(int picture) => Annotations[picture].Objects.Select(o => o.Box);

    internal PictureView Whole(int picture) => PictureView.Whole(Images[picture].Width, Images[picture].Height);
}

/// <summary>Each picture as a whole: inputs [3, Size, Size], targets [MaxObjects, 4].</summary>
sealed class WholeViews(BoxedPictures pictures) : Dataset
{
    public override int Count => pictures.Count;

    public override Example this[int index] => Make(pictures, index, pictures.Whole(index), pictures.Images[index]);

    internal static Example Make(BoxedPictures pictures, int picture, PictureView view, Image image) =>
        new(view.Of(image).ToTensor(BoxedPictures.Scaling), CellTargets.Rows(view.Boxes(pictures.BoxesOf(picture))));
}

/// <summary>Each picture so many times, every time another part of it in changed colours; those of picture i come together.</summary>
sealed class ChangedViews(BoxedPictures pictures, int times) : Dataset
{
    static readonly ColorJitter Colors = new(brightness: 0.3, contrast: 0.3, saturation: 0.3);

    public override int Count => pictures.Count * times;

    public override Example this[int index]
    {
        get
        {
            var (picture, generator) = (index / times, Random.Generator);
            var image = pictures.Images[picture];
            var view = PictureView.Random(image.Width, image.Height, generator);
            return WholeViews.Make(pictures, picture, view, Colors.Apply(image, generator));
        }
    }
}

/// <summary>An epoch is a view of each of these pictures, the next epoch another, out of <see cref="ChangedViews"/>.</summary>
sealed class ViewSampler(int[] pictures, int times) : ISampler
{
    readonly RandomSampler order = new(pictures.Length);

    public int Count => pictures.Length;

    public bool IsRandom => true;

    public int[] Order(long seed, int epoch) => [.. order.Order(seed, epoch).Select(i => pictures[i] * times + epoch % times)];
}

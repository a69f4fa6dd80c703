using Flint.Data;
using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>Picture files with a class each, read when they are asked for: inputs [C, H, W], targets class numbers.</summary>
public class ImageList : Dataset
{
    readonly Compose transform;
    readonly ImageReader reader;
    readonly IImageTransform? cache;
    readonly Image?[] kept;

    /// <summary>Pictures of a list of your own.</summary>
    /// <param name="files">The pictures.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="transform">From a picture to an input; null gives the whole picture from 0 to 1. What it draws follows from seed, epoch and example.</param>
    /// <param name="reader">Channels and limits; RGB and <see cref="ImageReader.Default"/>'s where null.</param>
    /// <param name="cache">
    /// Done once, when a picture is read for the first time; its result is kept in memory. <c>new Resize(256)</c> saves decoding in later epochs
    /// at 150 to 250 KB a picture. Should not be random.
    /// </param>
    /// <exception cref="ImageDataException">A label is not that of a class, or there is no picture.</exception>
    public ImageList(IReadOnlyList<ImageFile> files, IReadOnlyList<string> classes, Compose? transform = null, ImageReader? reader = null, IImageTransform? cache = null)
    {
        if (files.Count == 0) throw new ImageDataException("A set of pictures needs at least one.");
        foreach (var file in files)
            if (file.Label < 0 || file.Label >= classes.Count)
                throw new ImageDataException($"{file.Path}: the label is {file.Label}, but there are {classes.Count} classes: use 0 to {classes.Count - 1}.");
        (Files, Classes) = ([.. files], [.. classes]);
        (this.transform, this.reader, this.cache, kept) = (transform ?? new Compose([]), reader ?? ImageReader.Default, cache, new Image?[cache is null ? 0 : files.Count]);
    }

    /// <summary>The pictures in the order of their numbers.</summary>
    public IReadOnlyList<ImageFile> Files { get; }

    /// <inheritdoc/>
    public override int Count => Files.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    /// <exception cref="ImageDataException">The picture cannot be read, or not be transformed; the message starts with its path.</exception>
    public override Example this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new TensorIndexException($"Picture {index} was asked of {Count}: use 0 to {Count - 1}.");
            var file = Files[index];
            try
            {
                return new(transform.Apply(Picture(index)), Tensor.From([(long)file.Label], []));
            }
            catch (Exception e) when (e is not ImageDataException)
            {
                throw new ImageDataException($"{file.Path}: {e.Message}", e);
            }
        }
    }

    /// <summary>The pictures that cannot be read and why; reads them all.</summary>
    public IReadOnlyList<ImageDataException> FindBroken() => [.. Files.AsParallel().AsOrdered().Select(file =>
    {
        try
        {
            reader.Read(file.Path);
            return null;
        }
        catch (ImageDataException e)
        {
            return e;
        }
    }).OfType<ImageDataException>()];

    Image Picture(int index)
    {
        if (cache is null) return reader.Read(Files[index].Path);
        // Two workers may both make it; either is the same.
        return Volatile.Read(ref kept[index]) ?? (kept[index] = cache.Apply(reader.Read(Files[index].Path), new Generator(index)));
    }
}

using Flint.Data;
using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>
/// The images of a <see cref="TensorDataset"/>, each put through transforms when it is asked for, and normalised as there. What is drawn follows
/// from seed, epoch and example.
/// </summary>
public sealed class AugmentedImages : Dataset
{
    readonly TensorDataset images;
    readonly Compose transform;
    readonly byte[] bytes;
    readonly int channels, height, width;

    /// <summary>Nothing is changed yet.</summary>
    /// <param name="images">Bytes [n, channels, height, width] of 1 to 4 channels.</param>
    /// <param name="steps">What each image goes through; the result has the same size for all.</param>
    /// <exception cref="ShapeException">The inputs are not of this shape.</exception>
    public AugmentedImages(TensorDataset images, params IReadOnlyList<IImageTransform> steps)
    {
        if (images.Inputs.Rank != 4 || images.Inputs.DType != DType.UInt8 || images.Inputs.Size(1) is < 1 or > 4)
            throw new ShapeException($"Images to augment are bytes [n, channels, height, width] of 1 to 4 channels, but got {images.Inputs.DType} {images.Inputs.Shape}.");
        (this.images, transform) = (images, new Compose([.. steps]));
        bytes = images.Inputs.ToArray<byte>();
        (channels, height, width) = (images.Inputs.Size(1), images.Inputs.Size(2), images.Inputs.Size(3));
    }

    /// <inheritdoc/>
    public override int Count => images.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => images.Classes;

    /// <inheritdoc/>
    public override Example this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new TensorIndexException($"Image {index} was asked of {Count}: use 0 to {Count - 1}.");
            return new(transform.ApplyToImage(ImageAt(index)).ToTensor(images.Normalization), images.Targets[index]);
        }
    }

    Image ImageAt(int index)
    {
        var plane = height * width;
        var planes = bytes.AsSpan(index * channels * plane, channels * plane);
        var image = new Image(width, height, channels);
        for (var c = 0; c < channels; c++)
            for (var i = 0; i < plane; i++) image.Pixels[i * channels + c] = planes[c * plane + i];
        return image;
    }
}

using Flint.Data;
using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>
/// How a picture becomes a network's input: to grey or RGB, the shorter side scaled to <paramref name="Resize"/> (bilinear, antialiased), the middle cut
/// out, and each byte x of channel c to <c>(x · scale - mean[c]) / std[c]</c>. It belongs to weights, not to a class of networks.
/// </summary>
/// <param name="Height">Height of the input.</param>
/// <param name="Width">Width of the input.</param>
/// <param name="Resize">The shorter side before the middle is cut out.</param>
/// <param name="Normalization">Scale, mean and std.</param>
public sealed record ImagePreparation(int Height, int Width, int Resize, Normalization Normalization)
{
    /// <summary>What torchvision's weights for ImageNet were trained with: 256, of which 224 x 224; mean and std of ImageNet.</summary>
    public static ImagePreparation ImageNet { get; } = new(224, 224, 256, new(1.0 / 255, Normalize.ImageNetMean, Normalize.ImageNetStd));

    /// <summary>The picture as [1, channels, height, width].</summary>
    /// <param name="image">A picture of any size; what is transparent shows white.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    public Tensor Apply(Image image, int channels = 3)
    {
        ArgumentNullException.ThrowIfNull(image);
        var picture = channels == 1 ? image.ToGrey() : image.ToRgb();
        var steps = new Compose([new Resize(Resize), new CenterCrop(Height, Width)]);
        return steps.ApplyToImage(picture).ToTensor(Normalization).Unsqueeze(0);
    }
}

using Flint.Data;

namespace Flint.Vision.Transforms;

/// <summary>y[c] = (x[c] - mean[c]) / std[c].</summary>
public sealed class Normalize : ITensorTransform
{
    readonly Tensor mean, std;

    /// <summary>Normalises with the given statistics.</summary>
    /// <param name="mean">One per channel, or one for all, on the scale of 0 to 1.</param>
    /// <param name="std">One per channel, or one for all; positive.</param>
    /// <exception cref="ArgumentException">There are no values, or a std is not positive.</exception>
    public Normalize(IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        if (mean.Count == 0 || std.Count == 0 || std.Any(s => !(s > 0)))
            throw new ArgumentException($"Normalize needs a mean and a positive std per channel, or one for all, but got mean [{string.Join(", ", mean)}] and std [{string.Join(", ", std)}].");
        OfBytes = new(1.0 / 255, [.. mean], [.. std]);
        this.mean = Tensor.From([.. mean], [mean.Count, 1, 1]);
        this.std = Tensor.From([.. std], [std.Count, 1, 1]);
    }

    /// <summary>The mean of ImageNet's red, green and blue, as torchvision's models expect.</summary>
    public static IReadOnlyList<float> ImageNetMean { get; } = [0.485f, 0.456f, 0.406f];

    /// <summary>The standard deviation of ImageNet's red, green and blue, as torchvision's models expect.</summary>
    public static IReadOnlyList<float> ImageNetStd { get; } = [0.229f, 0.224f, 0.225f];

    /// <summary>From bytes at once.</summary>
    internal Normalization OfBytes { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The statistics are not for so many channels.</exception>
    public Tensor Apply(Tensor x, Generator random)
    {
        if (x.Rank != 3 || (mean.Size(0) != 1 && mean.Size(0) != x.Size(0)) || (std.Size(0) != 1 && std.Size(0) != x.Size(0)))
            throw new ShapeException($"Normalize with {mean.Size(0)} means and {std.Size(0)} stds expects [C, H, W] of as many channels, but got {x.Shape}.");
        return (x - mean) / std;
    }
}

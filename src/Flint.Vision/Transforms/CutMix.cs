using Flint.Data;

namespace Flint.Vision.Transforms;

/// <summary>
/// A rectangle of each example of a batch replaced by that of the one before it, targets mixed by area; the rectangle has the share 1 - λ of the area
/// but for what falls outside, λ of Beta(alpha, alpha) (Yun et al. 2019), as torchvision's. Used as <see cref="MixUp"/>.
/// </summary>
/// <param name="classes">The number of classes.</param>
/// <param name="alpha">Of the Beta distribution.</param>
public sealed class CutMix(int classes, double alpha = 1)
{
    readonly BatchMixer mixer = new(classes, alpha);

    /// <summary>The mixed batch.</summary>
    /// <param name="batch">Inputs [n, C, H, W]; class numbers [n], or probabilities [n, classes] as targets.</param>
    /// <param name="random">λ and the place are drawn from here; null is the ambient <see cref="Random.Generator"/>.</param>
    /// <exception cref="ShapeException">The inputs are not pictures.</exception>
    /// <exception cref="TensorIndexException">A target is not in 0 to classes - 1.</exception>
    public Batch Apply(Batch batch, Generator? random = null)
    {
        random ??= Random.Generator;
        if (batch.Inputs.Rank != 4) throw new ShapeException($"CutMix expects inputs [n, C, H, W], but got {batch.Inputs.Shape}.");
        var share = mixer.Share(random);
        return Mix(batch, share, random.Below(batch.Inputs.Size(3)), random.Below(batch.Inputs.Size(2)));
    }

    /// <summary>With a given λ and middle of the rectangle.</summary>
    internal Batch Mix(Batch batch, double share, int x, int y)
    {
        var (height, width) = (batch.Inputs.Size(2), batch.Inputs.Size(3));
        var half = 0.5 * Math.Sqrt(1 - share);
        var (halfWidth, halfHeight) = ((int)(half * width), (int)(half * height));
        var (left, right) = (Math.Max(0, x - halfWidth), Math.Min(width, x + halfWidth));
        var (top, bottom) = (Math.Max(0, y - halfHeight), Math.Min(height, y + halfHeight));
        var inputs = batch.Inputs.Clone();
        if (left < right && top < bottom) inputs[.., .., top..bottom, left..right] = batch.Inputs.Roll(1, 0)[.., .., top..bottom, left..right];
        return new(inputs, mixer.Targets(batch, 1 - (double)((right - left) * (bottom - top)) / (width * height)));
    }
}

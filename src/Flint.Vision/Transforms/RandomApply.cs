using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Does steps one after the other, all of them, in a share of the pictures.</summary>
/// <param name="steps">What is done.</param>
/// <param name="p">The share, from 0 to 1.</param>
public sealed class RandomApply(IReadOnlyList<IImageTransform> steps, double p = 0.5) : IImageTransform
{
    readonly double p = Draws.Probability(p);

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => random.Chance(p) ? steps.Aggregate(image, (i, step) => step.Apply(i, random)) : image;
}

/// <summary>Does one of some steps, each as likely as the others.</summary>
/// <param name="steps">One or more.</param>
public sealed class RandomChoice(params IReadOnlyList<IImageTransform> steps) : IImageTransform
{
    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => steps[random.Below(steps.Count)].Apply(image, random);
}

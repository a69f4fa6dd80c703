using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>
/// Steps from a picture to a model's input, one after the other:
/// <code>
/// var train = new Compose([new RandomResizedCrop(224), new RandomHorizontalFlip(), new ToTensor(), new Normalize(Normalize.ImageNetMean, Normalize.ImageNetStd)]);
/// Tensor x = train.Apply(Image.Load("cat.png"), Flint.Random.Generator); // [3, 224, 224]
/// </code>
/// </summary>
public sealed class Compose
{
    readonly IImageTransform[] images;
    readonly Normalize? normalize;
    readonly ITensorTransform[] tensors;

    /// <summary>Puts the steps in a row.</summary>
    /// <param name="steps">
    /// Steps on pictures, <see cref="ToTensor"/>, steps on tensors. ToTensor may be left out where nothing or a step on tensors follows it.
    /// </param>
    /// <exception cref="ArgumentException">A step on pictures comes behind one that makes or takes tensors.</exception>
    public Compose(IReadOnlyList<ITransform> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Steps = [.. steps];
        var turn = 0;
        while (turn < Steps.Count && Steps[turn] is IImageTransform) turn++;
        var after = turn < Steps.Count && Steps[turn] is ToTensor ? turn + 1 : turn;
        for (var i = after; i < Steps.Count; i++)
            if (Steps[i] is not ITensorTransform)
                throw new ArgumentException(
                    $"Step {i}, {Steps[i].GetType().Name}, comes behind step {i - 1}, {Steps[i - 1].GetType().Name}, which makes a tensor: put the steps on pictures first, ToTensor once, then those on tensors.", nameof(steps));
        images = [.. Steps.Take(turn).Cast<IImageTransform>()];
        normalize = Steps.ElementAtOrDefault(after) as Normalize;
        tensors = [.. Steps.Skip(normalize is null ? after : after + 1).Cast<ITensorTransform>()];
    }

    /// <summary>The steps as given.</summary>
    public IReadOnlyList<ITransform> Steps { get; }

    /// <summary>The picture after all steps: [C, H, W], Float32.</summary>
    /// <param name="image">What to begin with.</param>
    /// <param name="random">All that is random is drawn from here; null is the ambient <see cref="Random.Generator"/>.</param>
    public Tensor Apply(Image image, Generator? random = null)
    {
        random ??= Random.Generator;
        // A Normalize right behind ToTensor is done in the same pass; the bits are the same.
        var x = ApplyToImage(image, random).ToTensor(normalize?.OfBytes);
        foreach (var step in tensors) x = step.Apply(x, random);
        return x;
    }

    /// <summary>The picture after the steps on pictures, to look at or to keep.</summary>
    /// <inheritdoc cref="Apply"/>
    public Image ApplyToImage(Image image, Generator? random = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        random ??= Random.Generator;
        foreach (var step in images) image = step.Apply(image, random);
        return image;
    }
}

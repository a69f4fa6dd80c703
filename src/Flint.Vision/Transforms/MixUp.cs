using Flint.Data;

namespace Flint.Vision.Transforms;

/// <summary>
/// Each example of a batch mixed with the one before it: λ x[i] + (1 - λ) x[i - 1], targets likewise, λ of Beta(alpha, alpha) (Zhang et al. 2017), as
/// torchvision's. Targets become probabilities [n, classes], which <see cref="NN.Loss.CrossEntropy(Tensor, Tensor)"/> takes:
/// <code>var mixUp = new MixUp(classes: 10, alpha: 0.2); var train = images.Map(batch =&gt; mixUp.Apply(batch));</code>
/// </summary>
/// <param name="classes">The number of classes.</param>
/// <param name="alpha">Of the Beta distribution: small ones mix little, 1 mixes evenly.</param>
public sealed class MixUp(int classes, double alpha = 0.2)
{
    readonly BatchMixer mixer = new(classes, alpha);

    /// <summary>The mixed batch.</summary>
    /// <param name="batch">Class numbers [n], or probabilities [n, classes] as targets.</param>
    /// <param name="random">λ is drawn from here; null is the ambient <see cref="Random.Generator"/>.</param>
    /// <exception cref="TensorIndexException">A target is not in 0 to classes - 1.</exception>
    public Batch Apply(Batch batch, Generator? random = null) => Mix(batch, mixer.Share(random ?? Random.Generator));

    /// <summary>With a given λ.</summary>
    internal Batch Mix(Batch batch, double share) =>
        new(batch.Inputs * share + batch.Inputs.Roll(1, 0) * (1 - share), mixer.Targets(batch, share));
}

using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>Networks that learn to make pictures, and how they learn. Its fields are what is saved.</summary>
public abstract class GenerativeModel : Module
{
    /// <summary>All that changes the weights, always in the same order.</summary>
    [NotState]
    public IReadOnlyList<Optimizer> Optimizers { get; protected init; } = [];

    /// <summary>What the losses are called, the one that is shown as the loss first.</summary>
    public abstract IReadOnlyList<string> LossNames { get; }

    /// <summary>Trains on a batch of images [N, 1, 28, 28].</summary>
    /// <returns>The losses before the step: scalars, one for each name.</returns>
    public abstract IReadOnlyList<Tensor> Step(Tensor images);

    /// <summary>The losses on a batch of images, which may be others than those of the training.</summary>
    public abstract IReadOnlyList<Tensor> Losses(Tensor images);

    /// <summary>Makes pictures: [<paramref name="count"/>, 1, 28, 28], normalised as the images of the training.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Decides which; the ambient generator where null.</param>
    public abstract Tensor Sample(int count, Generator? random = null);

    /// <summary>What the model makes of given images after it has compressed them; null where it cannot.</summary>
    public virtual Tensor? Reconstruct(Tensor images) => null;

    /// <summary>What config.json says of it; a frozen copy of a network does not count.</summary>
    internal ModelInfo Info => new(GetType().Name, 0, Parameters().Where(p => p.RequiresGrad).Sum(p => p.Count));
}

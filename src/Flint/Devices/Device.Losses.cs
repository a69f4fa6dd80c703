namespace Flint;

/// <summary>Arguments of cross entropy over logits [N, C] with checked labels [N] of Int64.</summary>
sealed record CrossEntropyTask(Tensor Labels, Tensor? Weight, long IgnoreIndex, double LabelSmoothing);

public abstract partial class Device
{
    /// <summary>Per row of contiguous logits: the loss, and log Σ exp(x) for the gradient.</summary>
    internal abstract void CrossEntropy(Tensor logits, CrossEntropyTask task, Tensor losses, Tensor logSums);

    /// <summary>The gradient of the logits; <paramref name="scales"/> is what each row's loss counts, or one number for all.</summary>
    internal abstract void CrossEntropyGradient(Tensor scales, Tensor logits, CrossEntropyTask task, Tensor logSums, Tensor dx);
}

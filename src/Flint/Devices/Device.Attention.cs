namespace Flint;

/// <summary>
/// Arguments of attention over operands of equal leading sizes whose last strides are 1. The mask, [..., L, S] or null, is added to the
/// scores; weights are kept with a probability, 1 without dropout, by the words of the stream from the start.
/// </summary>
sealed record AttentionTask(Tensor Query, Tensor Key, Tensor Value, Tensor? Mask, double Scale, bool IsCausal, double Keep, GeneratorState Start);

public abstract partial class Device
{
    /// <summary>Fills the contiguous output [..., L, Ev] and log-sum-exp [..., L].</summary>
    internal abstract void Attention(AttentionTask task, Tensor output, Tensor logSums);

    /// <summary>Fills the contiguous gradients of query, key and value.</summary>
    internal abstract void AttentionGradient(
        AttentionTask task, Tensor output, Tensor logSums, Tensor dOutput, Tensor dQuery, Tensor dKey, Tensor dValue);
}

namespace Flint;

/// <summary>Checked arguments of CTC: the labels of each sample and how many steps of it count.</summary>
sealed record CtcTask(long[][] Labels, int[] Lengths, int Blank);

public abstract partial class Device
{
    /// <summary>Losses [N] of contiguous log probabilities [T, N, C]; adds their gradients to <paramref name="gradient"/> where given.</summary>
    internal abstract void Ctc(Tensor logProbs, CtcTask task, Tensor losses, Tensor? gradient);
}

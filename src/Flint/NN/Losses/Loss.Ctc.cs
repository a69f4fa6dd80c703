namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Connectionist temporal classification: -log of the probability that a sequence of steps, with repeated labels merged and blanks left out, reads
    /// as the target. Source: Graves et al., "Connectionist temporal classification", 2006; torch <c>ctc_loss</c>.
    /// </summary>
    /// <remarks>
    /// The gradient is that of the log probabilities themselves; PyTorch adds their exponentials, which LogSoftmax takes out again.
    /// </remarks>
    /// <param name="logProbs">[T, N, C], from LogSoftmax.</param>
    /// <param name="targets">[N, S] with padding, or all labels one after the other, [Σ targetLengths].</param>
    /// <param name="inputLengths">[N], how many steps of each sample count.</param>
    /// <param name="targetLengths">[N], how many labels each sample has.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="reduction">Mean: of the losses over their target lengths. Sum, or the loss of each sample.</param>
    /// <param name="zeroInfinity">Whether impossible targets (longer than the steps allow) count 0 instead of infinity, without gradient.</param>
    /// <exception cref="ShapeException">Shapes or lengths do not fit.</exception>
    /// <exception cref="DTypeException">The log probabilities are not floating, or targets or lengths no integers.</exception>
    /// <exception cref="TensorIndexException">A label or the blank is not a class.</exception>
    public static Tensor Ctc(
        Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank = 0, Reduction reduction = Reduction.Mean,
        bool zeroInfinity = false)
    {
        var (task, sizes) = CtcCheck.Of(logProbs, targets, inputLengths, targetLengths, blank);
        var x = logProbs.Detach().Contiguous();
        var losses = Tensor.Empty([logProbs.Size(1)], x.DType);
        var gradient = Tape.Tracks(logProbs) ? Tensor.ZerosLike(x) : null;
        if (losses.Count > 0) x.Device.Ctc(x, task, losses, gradient);
        var recorded = gradient is null ? losses : Tape.Record(losses, logProbs, dy => Tape.Enabled
            ? throw new AutogradException("Ctc has no second derivative.")
            : Tensor.Where(losses.Detach().IsInf().Reshape(1, -1, 1), 0f, gradient * dy.Reshape(1, -1, 1)));
        if (zeroInfinity) recorded = Tensor.Where(losses.Detach().IsInf(), 0f, recorded);
        if (reduction == Reduction.Mean) recorded /= Tensor.Wrap(Array.ConvertAll(sizes, n => (double)Math.Max(1, n)), [sizes.Length]).To(x.DType);
        return LossChecks.Reduce(recorded, reduction);
    }
}

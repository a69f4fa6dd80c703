namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// max(0, margin - target · (input1 - input2)): the first should be ranked above the second where the target is 1, below where it is -1
    /// (torch <c>margin_ranking_loss</c>).
    /// </summary>
    /// <param name="input1">Scores.</param>
    /// <param name="input2">Other scores, of the same shape.</param>
    /// <param name="target">1 or -1, of the same shape.</param>
    /// <param name="margin">By how much.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The scores are not floating.</exception>
    public static Tensor MarginRanking(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("MarginRanking", input1, input2);
        LossChecks.Pair("MarginRanking", input1, target);
        return LossChecks.Reduce((margin - target * (input1 - input2)).Clamp(min: 0), reduction);
    }
}

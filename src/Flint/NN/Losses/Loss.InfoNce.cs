namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Cross entropy of telling each query's own key from the keys of the rest of the batch, by the cosine over a temperature:
    /// -log(exp(qᵢ·kᵢ / τ) / Σⱼ exp(qᵢ·kⱼ / τ)) (van den Oord et al., "Representation learning with contrastive predictive coding", 2018).
    /// </summary>
    /// <param name="query">[N, D]; rows are brought to length 1.</param>
    /// <param name="key">[N, D]; row i belongs to query i.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="reduction">Mean, sum, or the loss of each query.</param>
    /// <exception cref="ShapeException">The shapes differ or are not [N, D].</exception>
    /// <exception cref="DTypeException">The queries are not floating.</exception>
    public static Tensor InfoNce(Tensor query, Tensor key, double temperature = 0.1, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Views("InfoNce", query, key, temperature);
        var scores = query.Normalize().MatMul(key.Normalize().Transpose(0, 1)) / temperature;
        return CrossEntropy(scores, Tensor.Arange(query.Size(0)), reduction: reduction);
    }

    /// <summary>
    /// Cross entropy of finding each view's partner among all 2N - 1 other views of the batch, by the cosine over a temperature: SimCLR's
    /// NT-Xent (Chen et al., "A simple framework for contrastive learning of visual representations", 2020).
    /// </summary>
    /// <param name="view1">[N, D]: features of one view of each sample.</param>
    /// <param name="view2">[N, D]: features of another view, in the same order.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="reduction">Mean, sum, or the loss of each of the 2N views.</param>
    /// <exception cref="ShapeException">The shapes differ or are not [N, D].</exception>
    /// <exception cref="DTypeException">The features are not floating.</exception>
    public static Tensor NtXent(Tensor view1, Tensor view2, double temperature = 0.5, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Views("NtXent", view1, view2, temperature);
        var n = view1.Size(0);
        var views = Tensor.Concat([view1, view2], 0).Normalize();
        var scores = views.MatMul(views.Transpose(0, 1)) / temperature;
        var partners = Tensor.Concat([Tensor.Arange((long)n, 2L * n), Tensor.Arange(0L, n)], 0);
        return CrossEntropy(scores.MaskedFill(Tensor.Eye(2 * n, dtype: DType.Bool), double.NegativeInfinity), partners, reduction: reduction);
    }
}

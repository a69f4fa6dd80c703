namespace Flint.Training;

/// <summary>
/// A figure of verification: how well the similarity of two embeddings tells whether they are of one identity. Takes in every pair within a batch, so a
/// whole test set is one batch; keeps two numbers a pair.
/// </summary>
public abstract class PairMetric : Metric
{
    private protected PairMetric(string name) : base(name, 0)
    {
    }

    /// <inheritdoc/>
    protected override int KeptPerSample => 2;

    /// <summary>How many pairs there are.</summary>
    public int PairCount => Kept.Count / 2;

    /// <summary>Takes in embeddings [N, ...], compared by the cosine of the angle between them, and identities [N]: N (N - 1) / 2 pairs.</summary>
    /// <exception cref="ShapeException">There are not as many identities as embeddings.</exception>
    /// <exception cref="ArgumentException">An embedding holds NaN.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        if (outputs.Rank < 2 || targets.Rank != 1 || outputs.Size(0) != targets.Size(0))
            throw new ShapeException($"{GetType().Name} expects embeddings [N, ...] and identities [N], but got {outputs.Shape} and {targets.Shape}.");
        var rows = outputs.Detach().To(DType.Float64).Flatten(1).Normalize();
        Add(rows.MatMul(rows.Transpose(0, 1)), targets.To(DType.Int64).ToArray<long>());
    }

    /// <summary>Takes in the similarity of each to each, [N, N], of which the part above the diagonal is read, and identities.</summary>
    /// <exception cref="ShapeException">There are not as many identities.</exception>
    /// <exception cref="ArgumentException">A similarity is NaN.</exception>
    public void Add(Tensor similarity, IReadOnlyList<long> identities)
    {
        ArgumentNullException.ThrowIfNull(identities);
        var n = identities.Count;
        if (similarity.Shape != [n, n]) throw new ShapeException($"{GetType().Name} of {n} identities expects similarities [{n}, {n}], but got {similarity.Shape}.");
        var values = Classes.Doubles(similarity);
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                if (double.IsNaN(values[i * n + j])) throw new ArgumentException($"{GetType().Name}: the similarity of {i} and {j} is NaN, which has no place in an order of scores.");
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
            {
                Kept.Add(values[i * n + j]);
                Kept.Add(identities[i] == identities[j] ? 1 : 0);
            }
    }

    private protected Ranking Ranked() => Ranking.Of(Enumerable.Range(0, PairCount).Select(i => (Kept[2 * i], Kept[2 * i + 1] == 1)));
}

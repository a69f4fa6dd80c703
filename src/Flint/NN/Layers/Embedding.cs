namespace Flint.NN;

/// <summary>A table of vectors, looked up by index (torch Embedding).</summary>
/// <remarks>Weight [count, dim] starts as N(0, 1); the row of the padding index is zero and gets no gradient.</remarks>
public sealed class Embedding : Module, ILayer
{
    readonly int? paddingIndex;

    /// <summary>A table with random rows.</summary>
    /// <param name="count">How many indices there are (torch: num_embeddings).</param>
    /// <param name="dim">The length of each vector (torch: embedding_dim).</param>
    /// <param name="paddingIndex">An index that stands for nothing; -1 is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding index is outside the table.</exception>
    public Embedding(int count, int dim, int? paddingIndex = null)
    {
        if (paddingIndex < -count || paddingIndex >= count)
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), paddingIndex, $"The padding index must be in the table of {count} rows.");
        this.paddingIndex = paddingIndex < 0 ? paddingIndex + count : paddingIndex;
        Weight = Parameter(Init.Normal(Tensor.Empty([count, dim])));
        if (this.paddingIndex is not { } padding) return;
        using var _ = new NoGrad();
        Weight[padding].Fill(0);
    }

    /// <summary>The table, [count, dim]. Give another layer's to share it.</summary>
    public Tensor Weight { get; init; }

    /// <summary>Indices (Int32 or Int64) [...] to vectors [..., dim].</summary>
    /// <exception cref="TensorIndexException">An index is outside the table.</exception>
    public Tensor Forward(Tensor indices) => Observe(Weight.Embedding(indices, paddingIndex));
}

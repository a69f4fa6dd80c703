namespace Flint;

/// <summary>A table of vectors looked up by number.</summary>
public static class EmbeddingOps
{
    extension(Tensor weight)
    {
        /// <summary>
        /// Row ids[i] of this [V, D] table for each i; the shape of the ids with D appended. The gradient is dense: rows looked up
        /// several times add up in the order of the ids, the same bits at any thread count.
        /// </summary>
        /// <param name="ids">Row numbers, Int64 or Int32, of any shape.</param>
        /// <param name="paddingIdx">A row that receives no gradient; negative numbers count from the end.</param>
        /// <exception cref="ShapeException">The table is not [V, D].</exception>
        /// <exception cref="TensorIndexException">An id or the padding index is out of range.</exception>
        /// <exception cref="DTypeException">The ids are not Int64 or Int32.</exception>
        public Tensor Embedding(Tensor ids, int? paddingIdx = null)
        {
            if (weight.Rank != 2) throw new ShapeException($"Embedding expects a weight of [V, D], but got {weight.Shape}.");
            var rows = weight.Size(0);
            if (paddingIdx < -rows || paddingIdx >= rows)
                throw new TensorIndexException($"Embedding's paddingIdx {paddingIdx} is out of range: weight {weight.Shape} has {rows} rows.");
            var at = Indices.Checked("Embedding", "ids", ids, rows, $"weight {weight.Shape} has {rows} rows");
            var skip = paddingIdx is { } row ? (row < 0 ? row + rows : row) : -1;
            return IndexSelectOps.Rows("Embedding", weight, at, 0, [.. ids.Shape, weight.Size(1)], skip);
        }
    }
}

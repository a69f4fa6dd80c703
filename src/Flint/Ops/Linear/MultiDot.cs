namespace Flint;

/// <summary>Products of several matrices.</summary>
public static class MultiDotOps
{
    extension(Tensor)
    {
        /// <summary>
        /// The product of two or more matrices in the order that needs the fewest multiplications (Cormen et al., matrix-chain order). The
        /// first may be a vector, a row, and the last, a column; their dimension is dropped from the result.
        /// </summary>
        /// <exception cref="ShapeException">There are fewer than two, one is no matrix, or sizes do not fit.</exception>
        public static Tensor MultiDot(params IReadOnlyList<Tensor> tensors)
        {
            var n = tensors.Count;
            if (n < 2) throw new ShapeException($"MultiDot multiplies two matrices or more, but got {n}.");
            Tensor[] chain = [.. tensors];
            var (isRow, isColumn) = (chain[0].Rank == 1, chain[^1].Rank == 1);
            if (isRow) chain[0] = chain[0].Unsqueeze(0);
            if (isColumn) chain[^1] = chain[^1].Unsqueeze(1);
            for (var i = 0; i < n; i++)
                if (chain[i].Rank != 2 || (i > 0 && chain[i].Size(0) != chain[i - 1].Size(1)))
                    throw new ShapeException($"MultiDot multiplies matrices whose inner sizes fit, but tensor {i} of {string.Join(" by ", tensors.Select(x => x.Shape))} does not.");
            var product = Product(chain, Cuts([.. chain.Select(x => (long)x.Size(0)), chain[^1].Size(1)]), 0, n - 1);
            if (isColumn) product = product.Squeeze(1);
            return isRow ? product.Squeeze(0) : product;
        }

        /// <summary>PyTorch's older name of MultiDot.</summary>
        /// <exception cref="ShapeException">There are fewer than two, one is no matrix, or sizes do not fit.</exception>
        public static Tensor ChainMatmul(params IReadOnlyList<Tensor> matrices) => Tensor.MultiDot(matrices);
    }

    static Tensor Product(Tensor[] chain, int[,] cuts, int i, int j) =>
        i == j ? chain[i] : Product(chain, cuts, i, cuts[i, j]).MatMul(Product(chain, cuts, cuts[i, j] + 1, j));

    /// <summary>Where to cut the product i..j for the fewest multiplications; matrix i is sizes[i] by sizes[i + 1].</summary>
    static int[,] Cuts(long[] sizes)
    {
        var n = sizes.Length - 1;
        var (cost, cuts) = (new double[n, n], new int[n, n]);
        for (var length = 1; length < n; length++)
            for (var i = 0; i + length < n; i++)
            {
                var j = i + length;
                cost[i, j] = double.PositiveInfinity;
                for (var k = i; k < j; k++)
                {
                    var total = cost[i, k] + cost[k + 1, j] + (double)sizes[i] * sizes[k + 1] * sizes[j + 1];
                    if (total < cost[i, j]) (cost[i, j], cuts[i, j]) = (total, k);
                }
            }
        return cuts;
    }
}

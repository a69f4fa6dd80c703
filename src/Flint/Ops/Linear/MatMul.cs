using Flint.NN;

namespace Flint;

/// <summary>Matrix products.</summary>
public static class MatMulOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The matrix product <c>x y</c>. [m, k] by [k, n] gives [m, n]; leading dimensions are a batch and broadcast;
        /// a vector [k] counts as one row on the left, as one column on the right, and its dimension is dropped from
        /// the result (two vectors give their dot product, a scalar).
        /// </summary>
        /// <remarks>
        /// Any strides are read in place: transposed and expanded views cost no copy. Integers wrap on overflow.
        /// dL/dx = dL/dout yᵀ, dL/dy = xᵀ dL/dout, summed over broadcast dimensions.
        /// </remarks>
        /// <param name="y">The right factor; another dtype is promoted first.</param>
        /// <exception cref="ShapeException">A factor is a scalar, the inner sizes differ, or the batches do not broadcast.</exception>
        /// <exception cref="DTypeException">Both factors are Bool.</exception>
        public Tensor MatMul(Tensor y)
        {
            Check(x, y);
            var dtype = DTypes.Promote(x.DType, y.DType);
            if (x.DType != dtype) return x.To(dtype).MatMul(y);
            if (y.DType != dtype) return x.MatMul(y.To(dtype));
            if (x.Rank == 1) return x.Unsqueeze(0).MatMul(y).Squeeze(y.Rank == 1 ? 0 : -2);
            if (y.Rank == 1) return x.MatMul(y.Unsqueeze(1)).Squeeze(-1);
            return Tape.Record(Product(x, y), [x, y], (dy, wanted) =>
                [wanted[0] ? LeftGradient(dy, x, y) : null, wanted[1] ? RightGradient(dy, x, y) : null], x, y);
        }

        /// <summary>The product of two matrices: <see cref="MatMul"/> without batches, vectors and broadcasting.</summary>
        /// <exception cref="ShapeException">A factor is not a matrix, or the inner sizes differ.</exception>
        public Tensor Mm(Tensor y) => Ranks(x, y, "Mm", 2, "two matrices").MatMul(y);

        /// <summary>Products of two equally long batches of matrices: [b, m, k] by [b, k, n].</summary>
        /// <exception cref="ShapeException">A factor does not have three dimensions, or sizes differ.</exception>
        public Tensor Bmm(Tensor y) => Ranks(x, y, "Bmm", 3, "two batches of matrices of equal length").MatMul(y);

        /// <summary>The dot product of two vectors.</summary>
        /// <exception cref="ShapeException">A factor is not a vector, or the lengths differ.</exception>
        public Tensor Dot(Tensor y) => Ranks(x, y, "Dot", 1, "two vectors").MatMul(y);
    }

    /// <summary>Batches of matrices, not recorded; a bias is added to each row.</summary>
    internal static Tensor Product(Tensor x, Tensor y, Tensor? bias = null)
    {
        var batch = x.Rank == 2 && y.Rank == 2 ? [] : Batch(x, y)!;
        var output = Tensor.Empty([.. batch, x.Size(-2), y.Size(-1)], x.DType);
        if (!ProductCount.Takes(output, output.Count * x.Size(-1))) x.Device.MatMul(Over(batch, x), Over(batch, y), bias, output);
        return output;
    }

    /// <summary>The matrices with their last two dimensions swapped: a view, not recorded.</summary>
    internal static Tensor Transposed(Tensor x)
    {
        int[] sizes = [.. x.Layout.Sizes];
        long[] strides = [.. x.Layout.Strides];
        (sizes[^2], sizes[^1], strides[^2], strides[^1]) = (sizes[^1], sizes[^2], strides[^1], strides[^2]);
        return x.Alias(new(sizes, strides), x.Offset);
    }

    static Tensor Over(int[] batch, Tensor x) =>
        x.Rank == 2 && batch.Length == 0 ? x : x.Detach().Expand([.. batch, x.Size(-2), x.Size(-1)]);

    static Tensor LeftGradient(Tensor dy, Tensor x, Tensor y) => dy.MatMul(y.MT).SumTo(x.Shape);

    static Tensor RightGradient(Tensor dy, Tensor x, Tensor y) => y.Rank == 2 && x.Rank > 2
        // One matrix served the whole batch: its gradient is one product over all rows.
        ? Rows(x).T.MatMul(Rows(dy))
        : x.MT.MatMul(dy).SumTo(y.Shape);

    /// <summary>[..., n] as a matrix of all rows, not recorded.</summary>
    internal static Tensor Rows(Tensor x)
    {
        if (x.Rank == 2) return x;
        long rows = 1;
        foreach (var size in x.Layout.Sizes.AsSpan()[..^1]) rows *= size;
        return x.Reshape(checked((int)rows), x.Size(-1));
    }

    static void Check(Tensor x, Tensor y)
    {
        List<string> wrong = [];
        if (x.Rank == 0 || y.Rank == 0)
        {
            wrong.Add("a scalar has no rows and columns: multiply with *");
        }
        else
        {
            var (inner, outer) = (x.Size(-1), y.Size(y.Rank == 1 ? 0 : -2));
            if (inner != outer)
                wrong.Add($"the last size of the left one ({inner}) must equal the {(y.Rank == 1 ? "length" : "second-last size")} of the right one ({outer})");
            if (x.Rank > 2 && y.Rank > 2 && Batch(x, y) is null)
                wrong.Add("the leading sizes must be equal or 1, counted from the last");
        }
        if (wrong.Count > 0) throw new ShapeException($"MatMul cannot multiply {x.Shape} by {y.Shape}: {string.Join("; ", wrong)}.");
        if (x.DType == DType.Bool && y.DType == DType.Bool)
            throw new DTypeException("MatMul does not multiply Bool by Bool: convert one, for example with To(DType.Int64) to count.");
    }

    /// <summary>The broadcast leading sizes, or null where they do not fit.</summary>
    static int[]? Batch(Tensor x, Tensor y)
    {
        ReadOnlySpan<int> a = x.Layout.Sizes.AsSpan()[..^2], b = y.Layout.Sizes.AsSpan()[..^2];
        var sizes = new int[Math.Max(a.Length, b.Length)];
        for (var d = 1; d <= sizes.Length; d++)
        {
            var (p, q) = (d <= a.Length ? a[^d] : 1, d <= b.Length ? b[^d] : 1);
            if (p != q && p != 1 && q != 1) return null;
            sizes[^d] = p == 1 ? q : p;
        }
        return sizes;
    }

    static Tensor Ranks(Tensor x, Tensor y, string name, int rank, string expected) =>
        x.Rank == rank && y.Rank == rank && (rank < 3 || x.Size(0) == y.Size(0))
            ? x
            : throw new ShapeException($"{name} multiplies {expected}, but got {x.Shape} and {y.Shape}: MatMul broadcasts.");
}

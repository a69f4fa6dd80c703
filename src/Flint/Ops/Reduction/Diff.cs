namespace Flint;

/// <summary>Differences of neighbours.</summary>
public static class DiffOps
{
    extension(Tensor x)
    {
        /// <summary>xᵢ₊₁ - xᵢ along <paramref name="dim"/>, <paramref name="n"/> times; of Bool, whether they differ.</summary>
        /// <param name="n">How often.</param>
        /// <param name="dim">The dimension.</param>
        /// <param name="prepend">Elements put before x first.</param>
        /// <param name="append">Elements put behind x first.</param>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Diff(int n = 1, int dim = -1, Tensor? prepend = null, Tensor? append = null)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            if (prepend is not null || append is not null)
                x = Tensor.Concat([.. new[] { prepend, x, append }.OfType<Tensor>()], dim);
            for (; n > 0 && x.Size(dim) > 0; n--)
            {
                var (next, last) = (x.Narrow(dim, 1, x.Size(dim) - 1), x.Narrow(dim, 0, x.Size(dim) - 1));
                x = x.DType == DType.Bool ? next ^ last : next - last;
            }
            return x;
        }
    }
}

namespace Flint;

/// <summary>Sorting.</summary>
public static class SortOps
{
    extension(Tensor x)
    {
        /// <summary>The elements in order along <paramref name="dim"/> and where each stood (Int64). Equal ones keep their order; NaN counts as largest.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Sort(int dim = -1, bool descending = false) => Ordering.First(x, dim, null, descending);

        /// <summary>The positions of the elements in order along <paramref name="dim"/>, Int64.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Argsort(int dim = -1, bool descending = false) => Ordering.First(x.Detach(), dim, null, descending).Indices;

        /// <summary>The elements in order along the first dimension.</summary>
        public Tensor Msort() => x.Sort(0).Values;
    }
}

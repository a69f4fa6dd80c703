namespace Flint;

/// <summary>The largest or smallest elements.</summary>
public static class TopKOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The <paramref name="k"/> largest (smallest) elements along <paramref name="dim"/> in order, and where they stood (Int64): of equal ones the
        /// first. NaN counts as largest.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer elements than k, or k is negative.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) TopK(int k, int dim = -1, bool largest = true)
        {
            var size = Reduction.AxisOf(x, dim).Size;
            if (k < 0 || k > size)
                throw new ArgumentOutOfRangeException(nameof(k), $"TopK cannot take {k} elements of dimension {dim} of {x.Shape}: use 0 to {size}.");
            if (x.Rank > 0 || k == 1) return Ordering.First(x, dim, k, largest);
            throw new ShapeException("TopK of none of a scalar has no shape: call Reshape([1]) first.");
        }

        /// <summary>The <paramref name="k"/>-th smallest element along <paramref name="dim"/>, counted from 1, and where it stood (Int64).</summary>
        /// <exception cref="ArgumentOutOfRangeException">k is not 1 to the size of the dimension.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Kthvalue(int k, int dim = -1, bool keepDim = false)
        {
            var size = Reduction.AxisOf(x, dim).Size;
            if (k < 1 || k > size)
                throw new ArgumentOutOfRangeException(nameof(k), $"Kthvalue cannot take element {k} of dimension {dim} of {x.Shape}: use 1 to {size}.");
            var indices = Ordering.First(x.Detach(), dim, k, descending: false).Indices;
            if (x.Rank > 0) indices = indices.Narrow(dim, k - 1, 1).Contiguous();
            return (Ordering.Drop(Ordering.Picked(x, dim, indices), dim, keepDim), Ordering.Drop(indices, dim, keepDim));
        }
    }
}

namespace Flint;

/// <summary>Positions of largest and smallest elements.</summary>
public static class ArgMaxOps
{
    extension(Tensor x)
    {
        /// <summary>The position of the largest of all elements in row-major order, as an Int64 scalar: the first of equals; NaN counts as largest.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor ArgMax() => x.Reshape([-1]).ArgMax(0);

        /// <summary>Positions of the largest elements along <paramref name="dim"/>, as Int64: the first of equals; NaN counts as largest.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor ArgMax(int dim, bool keepDim = false) => Extremes.Along(x.Detach(), dim, keepDim, largest: true).Indices;

        /// <summary>The position of the smallest of all elements in row-major order, as an Int64 scalar: the first of equals; NaN counts as smallest.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor ArgMin() => x.Reshape([-1]).ArgMin(0);

        /// <summary>Positions of the smallest elements along <paramref name="dim"/>, as Int64: the first of equals; NaN counts as smallest.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor ArgMin(int dim, bool keepDim = false) => Extremes.Along(x.Detach(), dim, keepDim, largest: false).Indices;
    }
}

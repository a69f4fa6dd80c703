using Flint.Kernels;

namespace Flint;

/// <summary>Largest and smallest elements.</summary>
public static class MaxOps
{
    extension(Tensor x)
    {
        /// <summary>The largest of all elements, a scalar; NaN if there is one. Equal ones share the gradient.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Max() => Extremes.Of<MaxFold>(x, "Max");

        /// <summary>The largest elements along <paramref name="dim"/> and their positions (Int64, the first of equals), to which the gradient goes.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Max(int dim, bool keepDim = false) => Extremes.Along(x, dim, keepDim, largest: true);

        /// <summary>The smallest of all elements, a scalar; NaN if there is one. Equal ones share the gradient.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Min() => Extremes.Of<MinFold>(x, "Min");

        /// <summary>The smallest elements along <paramref name="dim"/> and their positions (Int64, the first of equals), to which the gradient goes.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Min(int dim, bool keepDim = false) => Extremes.Along(x, dim, keepDim, largest: false);
    }
}

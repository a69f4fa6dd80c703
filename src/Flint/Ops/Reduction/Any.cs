using Flint.Kernels;

namespace Flint;

/// <summary>Truth of any or all elements.</summary>
public static class AnyOps
{
    extension(Tensor x)
    {
        /// <summary>Bool: whether any element is nonzero; false of none.</summary>
        public Tensor Any() => Reduction.Fold<MaxFold>(x.To(DType.Bool), [], keepDim: false);

        /// <summary>Bool: whether any element along <paramref name="dim"/> is nonzero.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Any(int dim, bool keepDim = false) => Reduction.Fold<MaxFold>(x.To(DType.Bool), [dim], keepDim);

        /// <summary>Bool: whether any element along several dimensions is nonzero; none means all dimensions.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Any(int[] dims, bool keepDim = false) => Reduction.Fold<MaxFold>(x.To(DType.Bool), dims, keepDim);

        /// <summary>Bool: whether all elements are nonzero; true of none.</summary>
        public Tensor All() => Reduction.Fold<MinFold>(x.To(DType.Bool), [], keepDim: false);

        /// <summary>Bool: whether all elements along <paramref name="dim"/> are nonzero.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor All(int dim, bool keepDim = false) => Reduction.Fold<MinFold>(x.To(DType.Bool), [dim], keepDim);

        /// <summary>Bool: whether all elements along several dimensions are nonzero; none means all dimensions.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor All(int[] dims, bool keepDim = false) => Reduction.Fold<MinFold>(x.To(DType.Bool), dims, keepDim);
    }
}

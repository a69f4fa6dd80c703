namespace Flint;

/// <summary>Numbers of nonzero elements.</summary>
public static class CountNonzeroOps
{
    extension(Tensor x)
    {
        /// <summary>How many elements along the dimensions, or of all, are not 0, as Int64.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor CountNonzero(params int[] dims) => x.Detach().To(DType.Bool).Sum(dims);
    }
}

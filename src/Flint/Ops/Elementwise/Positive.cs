namespace Flint;

/// <summary>The number itself.</summary>
public static class PositiveOps
{
    extension(Tensor x)
    {
        /// <summary>+x: the tensor itself.</summary>
        /// <exception cref="DTypeException">x is Bool.</exception>
        public Tensor Positive() => x.DType != DType.Bool
            ? x
            : throw new DTypeException("Positive is not defined for Bool: convert with To(DType.Int32) first.");
    }
}

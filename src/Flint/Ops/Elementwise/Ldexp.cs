namespace Flint;

/// <summary>A product with a power of two.</summary>
public static class LdexpOps
{
    extension(Tensor x)
    {
        /// <summary>x · 2ᵇ, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Ldexp(Tensor b)
        {
            var dtype = DTypes.Result(x, b) is { IsFloating: true } common ? common : DType.Float32;
            return (x.To(dtype).To(dtype.Finer) * b.To(dtype).To(dtype.Finer).Exp2()).To(dtype);
        }
    }
}

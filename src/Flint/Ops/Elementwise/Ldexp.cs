namespace Flint;

/// <summary>A product with a power of two.</summary>
public static class LdexpOps
{
    extension(Tensor x)
    {
        /// <summary>x · 2ᵇ, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Ldexp(Tensor b) => x * b.Exp2();
    }
}

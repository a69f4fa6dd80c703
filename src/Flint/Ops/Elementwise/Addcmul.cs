namespace Flint;

/// <summary>A sum with a product.</summary>
public static class AddcmulOps
{
    extension(Tensor x)
    {
        /// <summary>x + value · a · b, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Addcmul(Tensor a, Tensor b, double value = 1) => value == 1 ? x + a * b : x + value * (a * b);
    }
}

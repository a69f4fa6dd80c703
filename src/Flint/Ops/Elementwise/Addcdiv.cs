namespace Flint;

/// <summary>A sum with a quotient.</summary>
public static class AddcdivOps
{
    extension(Tensor x)
    {
        /// <summary>x + value · a / b, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Addcdiv(Tensor a, Tensor b, double value = 1) => value == 1 ? x + a / b : x + value * (a / b);
    }
}

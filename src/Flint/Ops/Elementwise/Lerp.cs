namespace Flint;

/// <summary>Linear interpolation.</summary>
public static class LerpOps
{
    extension(Tensor x)
    {
        /// <summary>x + weight (end - x), broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Lerp(Tensor end, Tensor weight) => x + weight * (end - x);
    }
}

namespace Flint;

/// <summary>Powers in double precision.</summary>
public static class FloatPowerOps
{
    extension(Tensor x)
    {
        /// <summary>xᵇ computed in Float64, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor FloatPower(Tensor b) => x.To(DType.Float64).Pow(b.To(DType.Float64));
    }
}

namespace Flint;

/// <summary>Radians to degrees.</summary>
public static class Rad2DegOps
{
    extension(Tensor x)
    {
        /// <summary>x 180 / π. Integers give Float32.</summary>
        public Tensor Rad2Deg() => x * (180 / Math.PI);
    }
}

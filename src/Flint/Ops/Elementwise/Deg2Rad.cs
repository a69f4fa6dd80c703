namespace Flint;

/// <summary>Degrees to radians.</summary>
public static class Deg2RadOps
{
    extension(Tensor x)
    {
        /// <summary>x π / 180. Integers give Float32.</summary>
        public Tensor Deg2Rad() => x * (Math.PI / 180);
    }
}

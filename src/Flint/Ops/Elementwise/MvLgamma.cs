namespace Flint;

/// <summary>The logarithm of the multivariate gamma function.</summary>
public static class MvLgammaOps
{
    extension(Tensor x)
    {
        /// <summary>log Γₚ(x) = p (p - 1) / 4 · log π + Σ log Γ(x - j/2) over j = 0 ... p - 1, for x above (p - 1) / 2. Integers give Float32.</summary>
        /// <exception cref="ArgumentOutOfRangeException">p is below 1.</exception>
        public Tensor MvLgamma(int p)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
            var y = x.Lgamma();
            for (var j = 1; j < p; j++) y += (x - j / 2.0).Lgamma();
            return p == 1 ? y : y + p * (p - 1) / 4.0 * Math.Log(Math.PI);
        }
    }
}

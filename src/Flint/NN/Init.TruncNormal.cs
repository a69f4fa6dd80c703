namespace Flint.NN;

public static partial class Init
{
    /// <summary>Normally distributed, but only between a and b: what falls outside is drawn again, as it were (torch <c>trunc_normal_</c>).</summary>
    /// <remarks>Draws the distribution function uniformly and inverts it. a and b are values, not multiples of the deviation.</remarks>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="mean">Mean of the distribution before it is cut.</param>
    /// <param name="std">Deviation of the distribution before it is cut.</param>
    /// <param name="a">The least value.</param>
    /// <param name="b">The largest value.</param>
    /// <param name="generator">The ambient one where not given.</param>
    /// <exception cref="ArgumentException">a is not below b, or the deviation not positive.</exception>
    public static Tensor TruncNormal(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
    {
        if (!(a < b) || !(std > 0)) throw new ArgumentException($"TruncNormal needs a < b and a positive std, but got a = {a}, b = {b}, std = {std}.");
        if (SkipInit.IsOn) return tensor;
        var scale = std * Math.Sqrt(2);
        double Erf(double x) => Tensor.Full([], (x - mean) / scale, DType.Float64).Erf().Item<double>();
        var (low, high) = (Erf(a), Erf(b));
        return low < high
            ? Set(tensor, (Tensor.Uniform(tensor.Shape, low, high, DType.Float64, generator).Erfinv() * scale + mean).Clamp(a, b))
            : throw new ArgumentException($"TruncNormal from {a} to {b} lies too far from the mean {mean} (std {std}) to be drawn.");
    }
}

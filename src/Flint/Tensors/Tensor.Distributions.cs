namespace Flint;

public sealed partial class Tensor
{
    /// <summary>Numbers from the exponential distribution of this rate: -log(1 - u) / rate, never 0 in Float64.</summary>
    /// <exception cref="ArgumentException">The rate is not above 0.</exception>
    /// <inheritdoc cref="Rand"/>
    public static Tensor Exponential(Shape shape, double rate = 1, DType dtype = DType.Float32, Generator? generator = null)
    {
        if (!(rate > 0)) throw new ArgumentException($"Exponential needs a rate above 0, but got {rate}.", nameof(rate));
        if (!dtype.IsFloating) throw new DTypeException($"Exponential makes Float32 or Float64, not {dtype}: convert the result with To(DType.{dtype}).");
        // 53 bits in Float64, so that Float32 gets no zeros and the tail is not cut.
        var u = Uniform(shape, double.Epsilon, 1, DType.Float64, generator);
        return (-(-u).Log1p() / rate).To(dtype);
    }

    /// <summary>The number of trials up to the first success of probability <paramref name="p"/>: 1, 2, ...</summary>
    /// <exception cref="ArgumentException">p is not above 0 and at most 1.</exception>
    /// <inheritdoc cref="Rand"/>
    public static Tensor Geometric(Shape shape, double p, DType dtype = DType.Float32, Generator? generator = null)
    {
        if (!(p is > 0 and <= 1)) throw new ArgumentException($"Geometric needs a probability above 0, at most 1, but got {p}.", nameof(p));
        return Exponential(shape, -Kernels.DoubleMath.Log1p(-Math.Min(p, 1 - 1e-16)), DType.Float64, generator).Ceil().ClampMin(1).To(dtype);
    }

    /// <summary><paramref name="steps"/> powers of the base whose exponents are evenly spaced from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static Tensor Logspace(double start, double end, int steps, double @base = 10, DType dtype = DType.Float32) =>
        Scalar(@base, DType.Float64).Pow(Linspace(start, end, steps, DType.Float64)).To(dtype);
}

namespace Flint;

/// <summary>
/// Windows that fade a frame in and out before its spectrum is taken. Periodic ones (the default, for spectra) are the first n values of the
/// symmetric window of n + 1; symmetric ones are for filters.
/// </summary>
public static class Windows
{
    /// <summary>0.5 - 0.5 cos(2πk/N).</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Tensor Hann(int n, bool periodic = true, DType dtype = DType.Float32) => Cosines(n, periodic, dtype, 0.5, 0.5);

    /// <summary>0.54 - 0.46 cos(2πk/N).</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Tensor Hamming(int n, bool periodic = true, DType dtype = DType.Float32) => Cosines(n, periodic, dtype, 0.54, 0.46);

    /// <summary>0.42 - 0.5 cos(2πk/N) + 0.08 cos(4πk/N).</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Tensor Blackman(int n, bool periodic = true, DType dtype = DType.Float32) => Cosines(n, periodic, dtype, 0.42, 0.5, 0.08);

    /// <summary>A triangle: 1 - |2k/N - 1|.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Tensor Bartlett(int n, bool periodic = true, DType dtype = DType.Float32) => Of(n, periodic, dtype, u => 1 - Math.Abs(2 * u - 1));

    /// <summary>I₀(β √(1 - (2k/N - 1)²)) / I₀(β). Source: Kaiser and Schafer, 1980.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Tensor Kaiser(int n, double beta = 12, bool periodic = true, DType dtype = DType.Float32)
    {
        var whole = Bessel0(beta);
        return Of(n, periodic, dtype, u => Bessel0(beta * Math.Sqrt(Math.Max(0, 1 - (2 * u - 1) * (2 * u - 1)))) / whole);
    }

    static Tensor Cosines(int n, bool periodic, DType dtype, double a, double b, double c = 0) =>
        Of(n, periodic, dtype, u => a - b * double.CosPi(2 * u) + c * double.CosPi(4 * u));

    static Tensor Of(int n, bool periodic, DType dtype, Func<double, double> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var last = periodic ? n : n - 1;
        return Tensor.Wrap([.. Enumerable.Range(0, n).Select(k => n == 1 ? 1 : value((double)k / last))], [n]).To(dtype);
    }

    /// <summary>The modified Bessel function of order 0: Σ ((x/2)ᵏ / k!)².</summary>
    static double Bessel0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }
        return sum;
    }
}

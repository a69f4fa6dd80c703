using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// The body of a scan: walks along one line and gives a value for each element. A default struct stands before the line; its fields are
/// what is known of the elements so far.
/// </summary>
interface IScan<T> where T : unmanaged, INumber<T>
{
    /// <summary>The value at x, the element with number i, and the number of the element it came from.</summary>
    (T Value, int From) Next(T x, int i);
}

/// <summary>Sums; in Float64 for floats.</summary>
struct SumScan<T> : IScan<T> where T : unmanaged, INumber<T>
{
    double real;
    T whole;

    public (T, int) Next(T x, int i)
    {
        if (typeof(T) != typeof(float)) return (whole += x, i);
        real += double.CreateTruncating(x);
        return (T.CreateTruncating(real), i);
    }
}

/// <summary>Products; in Float64 for floats.</summary>
struct ProductScan<T> : IScan<T> where T : unmanaged, INumber<T>
{
    double real;
    T whole;

    public (T, int) Next(T x, int i)
    {
        if (typeof(T) != typeof(float)) return (whole = i == 0 ? x : whole * x, i);
        real = i == 0 ? double.CreateTruncating(x) : real * double.CreateTruncating(x);
        return (T.CreateTruncating(real), i);
    }
}

/// <summary>The largest so far and where it stands: the last of equals; NaN stays.</summary>
struct MaxScan<T> : IScan<T> where T : unmanaged, INumber<T>
{
    T best;
    int at;

    public (T, int) Next(T x, int i)
    {
        if (i == 0 || x >= best || T.IsNaN(x)) (best, at) = (x, i);
        return (best, at);
    }
}

/// <summary>The smallest so far and where it stands: the last of equals; NaN stays.</summary>
struct MinScan<T> : IScan<T> where T : unmanaged, INumber<T>
{
    T best;
    int at;

    public (T, int) Next(T x, int i)
    {
        if (i == 0 || x <= best || T.IsNaN(x)) (best, at) = (x, i);
        return (best, at);
    }
}

/// <summary>log Σ eˣ as max + log Σ e^(x - max): the sum is scaled anew when a larger element comes.</summary>
struct LogSumExpScan<T> : IScan<T> where T : unmanaged, INumber<T>
{
    double max, sum;

    public (T, int) Next(T x, int i)
    {
        var value = double.CreateTruncating(x);
        if (i == 0) (max, sum) = (value, double.IsNegativeInfinity(value) ? 0 : 1);
        else if (value > max) (max, sum) = (value, sum == 0 ? 1 : sum * Math.Exp(max - value) + 1);
        else if (!double.IsNegativeInfinity(value)) sum += value == max ? 1 : Math.Exp(value - max);
        return (T.CreateTruncating(sum == 0 ? max : max + Math.Log(sum)), i);
    }
}

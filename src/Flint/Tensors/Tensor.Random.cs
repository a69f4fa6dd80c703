namespace Flint;

public sealed partial class Tensor
{
    /// <summary>Uniform numbers from [0, 1).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">A floating one.</param>
    /// <param name="generator">The thread's ambient generator where null; so for all random tensors.</param>
    /// <exception cref="DTypeException">The dtype is not floating-point.</exception>
    public static Tensor Rand(Shape shape, DType dtype = DType.Float32, Generator? generator = null) => Uniform(shape, 0, 1, dtype, generator);

    /// <summary>Numbers from the normal distribution of mean 0 and standard deviation 1.</summary>
    /// <inheritdoc cref="Rand"/>
    public static Tensor RandN(Shape shape, DType dtype = DType.Float32, Generator? generator = null) => Normal(shape, 0, 1, dtype, generator);

    /// <summary>Uniform numbers from [0, 1) in the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor RandLike(Tensor x, Generator? generator = null) => Rand(x.Shape, x.DType, generator);

    /// <summary>Normal numbers in the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor RandNLike(Tensor x, Generator? generator = null) => RandN(x.Shape, x.DType, generator);

    /// <summary>Uniform numbers from [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <exception cref="ArgumentException">low is above high, or one of them is not finite.</exception>
    /// <inheritdoc cref="Rand"/>
    public static Tensor Uniform(Shape shape, double low, double high, DType dtype = DType.Float32, Generator? generator = null)
    {
        if (!(low <= high && double.IsFinite(high - low)))
            throw new ArgumentException($"Uniform needs finite numbers low <= high, but got {low} and {high}.", nameof(low));
        var y = Drawn(shape, dtype, "Uniform");
        y.Device.Uniform(y, low, high, Start(generator, y));
        return y;
    }

    /// <summary>Normal numbers of the given mean and standard deviation.</summary>
    /// <exception cref="ArgumentException">std is negative or not a number.</exception>
    /// <inheritdoc cref="Rand"/>
    public static Tensor Normal(Shape shape, double mean, double std, DType dtype = DType.Float32, Generator? generator = null)
    {
        if (!(std >= 0)) throw new ArgumentException($"Normal needs a standard deviation of 0 or more, but got {std}.", nameof(std));
        var y = Drawn(shape, dtype, "Normal");
        y.Device.Normal(y, mean, std, Start(generator, y));
        return y;
    }

    /// <summary>1 with probability <paramref name="p"/>, else 0 (p to the nearest 2^-32).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="dtype">Any.</param>
    /// <param name="generator">The thread's ambient generator where null.</param>
    /// <exception cref="ArgumentException">p is not from 0 to 1.</exception>
    public static Tensor Bernoulli(Shape shape, double p, DType dtype = DType.Float32, Generator? generator = null)
    {
        if (!(p is >= 0 and <= 1)) throw new ArgumentException($"Bernoulli needs a probability from 0 to 1, but got {p}.", nameof(p));
        var y = Empty(shape, dtype);
        y.Device.Bernoulli(y, p, (generator ?? Random.Generator).Take(y.Count));
        return y;
    }

    /// <summary>Integers from <paramref name="low"/> to <paramref name="high"/> - 1, all equally likely.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">One above the largest.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Any but Bool.</param>
    /// <param name="generator">The thread's ambient generator where null.</param>
    /// <exception cref="ArgumentException">low is not below high, or the dtype cannot hold them.</exception>
    /// <exception cref="DTypeException">The dtype is Bool.</exception>
    public static Tensor RandInt(long low, long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null)
    {
        if (low >= high) throw new ArgumentException($"RandInt needs low < high, but got {low} and {high}.", nameof(low));
        if (dtype == DType.Bool) throw new DTypeException("RandInt cannot make Bool: use Bernoulli.");
        var (least, most) = dtype switch
        {
            DType.UInt8 => (0L, 255L),
            DType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            DType.Float16 => (-(1L << 11), 1L << 11),
            DType.BFloat16 => (-(1L << 8), 1L << 8),
            DType.Int32 => (int.MinValue, int.MaxValue),
            DType.Float32 => (-(1L << 24), 1L << 24),
            DType.Float64 => (-(1L << 53), 1L << 53),
            _ => (long.MinValue, long.MaxValue),
        };
        if (low < least || high - 1 > most)
            throw new ArgumentException($"RandInt from {low} to {high - 1} does not fit {dtype}, which holds the integers from {least} to {most}.", nameof(high));
        var y = Empty(shape, dtype);
        y.Device.Integers(y, low, (ulong)high - (ulong)low, (generator ?? Random.Generator).Take(y.Count, words: 2));
        return y;
    }

    /// <summary>Integers from low to high - 1 in the shape and dtype of <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">low is not below high, or the dtype cannot hold them.</exception>
    /// <exception cref="DTypeException">The dtype is Bool.</exception>
    public static Tensor RandIntLike(Tensor x, long low, long high, Generator? generator = null) => RandInt(low, high, x.Shape, x.DType, generator);

    /// <summary>0, 1, ... n - 1 in random order, as Int64; all orders equally likely (Fisher and Yates).</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static Tensor RandPerm(int n, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        // Swap i with any of 0..i: one 64-bit word scaled to the range.
        var words = RandInt(long.MinValue, long.MaxValue, [n], generator: generator);
        var order = Empty([n], DType.Int64);
        var y = order.RawSpan<long>();
        var random = words.RawSpan<long>();
        for (var i = 0; i < n; i++)
        {
            var j = (int)Math.BigMul((ulong)random[i], (ulong)i + 1, out _);
            y[i] = y[j];
            y[j] = i;
        }
        GC.KeepAlive(order);
        words.Storage.Release();
        return order;
    }

    static Tensor Drawn(Shape shape, DType dtype, string name) => dtype.IsFloating
        ? Empty(shape, dtype)
        : throw new DTypeException($"{name} makes floating tensors, not {dtype}: convert the result with To(DType.{dtype}).");

    static GeneratorState Start(Generator? generator, Tensor y) => (generator ?? Random.Generator).Take(y.Count, y.DType == DType.Float64 ? 2 : 1);
}

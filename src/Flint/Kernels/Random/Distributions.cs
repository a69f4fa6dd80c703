using System.Numerics;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Uniform on [low, high): 24 random bits, as PyTorch.</summary>
readonly unsafe struct UniformFloat(float low, float high) : IDistribution<float>
{
    // low + u * (high - low) may round up to high: the largest value allowed is the one below.
    readonly float most = high > low ? MathF.BitDecrement(high) : high;

    public static int PerGroup => 64;

    public void Map(uint* words, float* y)
    {
        var (scale, from, top) = (Vector256.Create((high - low) * (1f / (1 << 24))), Vector256.Create(low), Vector256.Create(most));
        for (var i = 0; i < 64; i += 8)
        {
            var bits = (Vector256.Load(words + i) >>> 8).AsInt32();
            Vector256.Min(Vector256.ConvertToSingle(bits) * scale + from, top).Store(y + i);
        }
    }
}

/// <summary>Uniform on [low, high): 53 random bits from two words, as PyTorch.</summary>
readonly unsafe struct UniformDouble(double low, double high) : IDistribution<double>
{
    readonly double most = high > low ? Math.BitDecrement(high) : high;

    public static int PerGroup => 32;

    public void Map(uint* words, double* y)
    {
        for (var i = 0; i < 32; i++)
            y[i] = Math.Min(low + (Pairs.At(words, i) >> 11) * (1.0 / (1UL << 53)) * (high - low), most);
    }
}

/// <summary>1 with probability p, else 0, in any element type; one word an element.</summary>
readonly unsafe struct Bernoulli<T>(double p) : IDistribution<T> where T : unmanaged, INumber<T>
{
    readonly ulong threshold = (ulong)Math.Round(p * 0x1_0000_0000L);

    public static int PerGroup => 64;

    public void Map(uint* words, T* y)
    {
        for (var i = 0; i < 64; i++) y[i] = words[i] < threshold ? T.One : T.Zero;
    }
}

/// <summary>Integers from low to low + range - 1: the upper half of a 64-bit word times the range, so that the bias is below range / 2^64.</summary>
readonly unsafe struct Integers<T>(long low, ulong range) : IDistribution<T> where T : unmanaged, INumber<T>
{
    public static int PerGroup => 32;

    public void Map(uint* words, T* y)
    {
        for (var i = 0; i < 32; i++)
            y[i] = T.CreateTruncating(low + (long)Math.BigMul(Pairs.At(words, i), range, out _));
    }
}

/// <summary>Two words of one block as one 64-bit word: words 0 and 1 of the 16 blocks first, then words 2 and 3.</summary>
static unsafe class Pairs
{
    internal static ulong At(uint* words, int i)
    {
        var first = words + (i & 16) * 2 + (i & 15);
        return (ulong)first[0] << 32 | first[16];
    }
}

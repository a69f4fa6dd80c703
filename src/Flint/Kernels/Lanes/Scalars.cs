using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Element-by-element fallbacks shared by all lanes.</summary>
static unsafe class Scalars
{
    /// <summary>A constant in the lane's element type; folded by the compiler.</summary>
    [MethodImpl(Always)]
    internal static T From<T>(double value) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) :
        typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(value) :
        typeof(T) == typeof(int) ? Unsafe.BitCast<int, T>((int)value) :
        typeof(T) == typeof(long) ? Unsafe.BitCast<long, T>((long)value) :
        Unsafe.BitCast<byte, T>((byte)Math.Clamp(value, 0, 255));

    /// <summary>A double function on every element, in place.</summary>
    internal static void Map<T>(T* x, int count, delegate*<double, double> function) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < count; i++) x[i] = From<T>(function(double.CreateTruncating(x[i])));
    }

    /// <summary>a = aᵇ on every element; whole numbers wrap around, and their negative powers are truncated to 0, 1 or -1.</summary>
    internal static void Pow<T>(T* a, T* b, int count) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < count; i++)
            a[i] = typeof(T) == typeof(float) || typeof(T) == typeof(double)
                ? From<T>(Math.Pow(double.CreateTruncating(a[i]), double.CreateTruncating(b[i])))
                : Power(a[i], b[i]);
    }

    /// <summary>x = f(x) in double precision on every element.</summary>
    internal static void Map<T, TFunction>(TFunction function, T* x, int count) where T : unmanaged, INumber<T> where TFunction : unmanaged, IUnaryFunction
    {
        for (var i = 0; i < count; i++) x[i] = From<T>(function.Of(double.CreateTruncating(x[i])));
    }

    /// <summary>a = f(a, b) on every element.</summary>
    internal static void Zip<T, TFunction>(TFunction function, T* a, T* b, int count) where T : unmanaged, INumber<T> where TFunction : unmanaged, IBinaryFunction
    {
        for (var i = 0; i < count; i++) a[i] = function.Of(a[i], b[i]);
    }

    /// <summary>Mask bits to Bool bytes, eight at a time where there are eight.</summary>
    [MethodImpl(Always)]
    internal static void StoreBits(ulong bits, byte* target, int count)
    {
        if (count < 8)
        {
            for (var i = 0; i < count; i++) target[i] = (byte)(bits >> i & 1);
            return;
        }
        for (var i = 0; i < count; i += 8)
            *(ulong*)(target + i) = Spread(bits >> i & 0xff);
    }

    /// <summary>Eight bits to the low bits of eight bytes: two steps of 7 x 7 bits that cannot carry into each other.</summary>
    [MethodImpl(Always)]
    static ulong Spread(ulong bits)
    {
        var low = (bits & 0x7f) * 0x0002_0408_1020_4081 & 0x0001_0101_0101_0101;
        return low | bits >> 7 << 56;
    }

    static T Power<T>(T x, T exponent) where T : INumber<T>
    {
        if (exponent < T.Zero)
            return x == T.One ? x : x == -T.One ? (T.IsOddInteger(exponent) ? x : T.One) : T.Zero;
        var result = T.One;
        var n = long.CreateTruncating(exponent);
        for (; n > 0; n >>= 1, x *= x)
            if ((n & 1) != 0) result *= x;
        return result;
    }
}

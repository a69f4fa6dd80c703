using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>One element: for processors without SIMD.</summary>
readonly unsafe struct Lane1<T>(T value) : ISimdLane<Lane1<T>> where T : unmanaged, INumber<T>
{
    readonly T v = value;

    public static int Width => 1;
    public static int ElementSize => sizeof(T);

    [MethodImpl(Always)] public static Lane1<T> Load(void* source, nint index) => new(((T*)source)[index]);
    [MethodImpl(Always)] public static void Store(Lane1<T> x, void* target, nint index) => ((T*)target)[index] = x.v;
    [MethodImpl(Always)] public static void Stream(Lane1<T> x, void* target, nint index) => Store(x, target, index);
    [MethodImpl(Always)] public static bool Any(Lane1<T> mask) => IsSet(mask);
    [MethodImpl(Always)] public static void StoreMask(Lane1<T> mask, byte* target, nint index) => target[index] = (byte)(IsSet(mask) ? 1 : 0);
    [MethodImpl(Always)] public static Lane1<T> LoadWords(void* source, nint index) => OfBits(((ushort*)source)[index]);
    [MethodImpl(Always)] public static void StoreWords(Lane1<T> x, void* target, nint index) => ((ushort*)target)[index] = (ushort)Bits(x);
    [MethodImpl(Always)] public static Lane1<T> Const(double value) => new(Scalars.From<T>(value));

    [MethodImpl(Always)] public static Lane1<T> operator +(Lane1<T> a, Lane1<T> b) => new(a.v + b.v);
    [MethodImpl(Always)] public static Lane1<T> operator -(Lane1<T> a, Lane1<T> b) => new(a.v - b.v);
    [MethodImpl(Always)] public static Lane1<T> operator *(Lane1<T> a, Lane1<T> b) => new(a.v * b.v);
    [MethodImpl(Always)] public static Lane1<T> operator /(Lane1<T> a, Lane1<T> b) => new(a.v / b.v);
    [MethodImpl(Always)] public static Lane1<T> operator -(Lane1<T> a) => new(-a.v);
    [MethodImpl(Always)] public static Lane1<T> Fma(Lane1<T> a, Lane1<T> b, Lane1<T> c) => new(T.MultiplyAddEstimate(a.v, b.v, c.v));

    [MethodImpl(Always)] public static Lane1<T> operator <(Lane1<T> a, Lane1<T> b) => Mask(a.v < b.v);
    [MethodImpl(Always)] public static Lane1<T> operator >(Lane1<T> a, Lane1<T> b) => Mask(a.v > b.v);
    [MethodImpl(Always)] public static Lane1<T> operator <=(Lane1<T> a, Lane1<T> b) => Mask(a.v <= b.v);
    [MethodImpl(Always)] public static Lane1<T> operator >=(Lane1<T> a, Lane1<T> b) => Mask(a.v >= b.v);
    [MethodImpl(Always)] public static Lane1<T> Equal(Lane1<T> a, Lane1<T> b) => Mask(a.v == b.v);
    [MethodImpl(Always)] public static Lane1<T> operator &(Lane1<T> a, Lane1<T> b) => OfBits(Bits(a) & Bits(b));
    [MethodImpl(Always)] public static Lane1<T> operator |(Lane1<T> a, Lane1<T> b) => OfBits(Bits(a) | Bits(b));
    [MethodImpl(Always)] public static Lane1<T> operator ^(Lane1<T> a, Lane1<T> b) => OfBits(Bits(a) ^ Bits(b));
    [MethodImpl(Always)] public static Lane1<T> operator ~(Lane1<T> a) => OfBits(~Bits(a));
    [MethodImpl(Always)] public static Lane1<T> Select(Lane1<T> mask, Lane1<T> a, Lane1<T> b) => IsSet(mask) ? a : b;

    [MethodImpl(Always)] public static Lane1<T> Min(Lane1<T> a, Lane1<T> b) => new(T.Min(a.v, b.v));
    [MethodImpl(Always)] public static Lane1<T> Max(Lane1<T> a, Lane1<T> b) => new(T.Max(a.v, b.v));
    [MethodImpl(Always)] public static Lane1<T> Abs(Lane1<T> x) => typeof(T) == typeof(float) || typeof(T) == typeof(double) ? new(T.Abs(x.v)) : x.v < T.Zero ? -x : x;
    [MethodImpl(Always)] public static Lane1<T> Sqrt(Lane1<T> x) => Map(x, &Math.Sqrt);
    [MethodImpl(Always)] public static Lane1<T> Floor(Lane1<T> x) => Whole(x, &Math.Floor);
    [MethodImpl(Always)] public static Lane1<T> Ceiling(Lane1<T> x) => Whole(x, &Math.Ceiling);
    [MethodImpl(Always)] public static Lane1<T> Round(Lane1<T> x) => Whole(x, &Math.Round);

    [MethodImpl(Always)] public static Lane1<T> Exp(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Exp(x) : Map(x, &Math.Exp);
    [MethodImpl(Always)] public static Lane1<T> ExpOfNonPositive(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.ExpOfNonPositive(x) : Map(x, &Math.Exp);
    [MethodImpl(Always)] public static Lane1<T> Expm1(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Expm1(x) : Map(x, &DoubleMath.Expm1);
    [MethodImpl(Always)] public static Lane1<T> Log(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Log(x) : Map(x, &Math.Log);
    [MethodImpl(Always)] public static Lane1<T> Log1p(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Log1p(x) : Map(x, &DoubleMath.Log1p);
    [MethodImpl(Always)] public static Lane1<T> Tanh(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Tanh(x) : Map(x, &Math.Tanh);
    [MethodImpl(Always)] public static Lane1<T> Sigmoid(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Sigmoid(x) : Map(x, &DoubleMath.Sigmoid);
    [MethodImpl(Always)] public static Lane1<T> Erf(Lane1<T> x) => typeof(T) == typeof(float) ? FloatMath.Erf(x) : Map(x, &DoubleMath.Erf);
    [MethodImpl(Always)] public static Lane1<T> Sin(Lane1<T> x) => typeof(T) == typeof(float) ? Trigonometry.Sin(x) : Map(x, &Math.Sin);
    [MethodImpl(Always)] public static Lane1<T> Cos(Lane1<T> x) => typeof(T) == typeof(float) ? Trigonometry.Cos(x) : Map(x, &Math.Cos);
    [MethodImpl(Always)] public static Lane1<T> Atan(Lane1<T> x) => typeof(T) == typeof(float) ? Trigonometry.Atan(x) : Map(x, &Math.Atan);

    public static Lane1<T> Apply<TFunction>(TFunction function, Lane1<T> x) where TFunction : unmanaged, IUnaryFunction
    {
        Scalars.Map(function, (T*)&x, 1);
        return x;
    }

    public static Lane1<T> Apply<TFunction>(TFunction function, Lane1<T> a, Lane1<T> b) where TFunction : unmanaged, IBinaryFunction
    {
        Scalars.Zip(function, (T*)&a, (T*)&b, 1);
        return a;
    }

    public static Lane1<T> Pow(Lane1<T> a, Lane1<T> b)
    {
        Scalars.Pow((T*)&a, (T*)&b, 1);
        return a;
    }

    public static Lane1<T> Map(Lane1<T> x, delegate*<double, double> function)
    {
        Scalars.Map((T*)&x, 1, function);
        return x;
    }

    [MethodImpl(Always)]
    static Lane1<T> Whole(Lane1<T> x, delegate*<double, double> function) =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? Map(x, function) : x;

    [MethodImpl(Always)] public static Lane1<T> ConstBits(int bits) => OfBits((uint)bits);
    [MethodImpl(Always)] public static Lane1<T> AddBits(Lane1<T> a, Lane1<T> b) => OfBits(Bits(a) + Bits(b));
    [MethodImpl(Always)] public static Lane1<T> SubtractBits(Lane1<T> a, Lane1<T> b) => OfBits(Bits(a) - Bits(b));
    [MethodImpl(Always)] public static Lane1<T> ShiftLeft(Lane1<T> x, int count) => OfBits(Bits(x) << count);
    [MethodImpl(Always)] public static Lane1<T> ShiftRight(Lane1<T> x, int count) => OfBits((ulong)((int)Bits(x) >> count));
    [MethodImpl(Always)] public static Lane1<T> BitsToValue(Lane1<T> x) => new(T.CreateTruncating((int)Bits(x)));
    [MethodImpl(Always)] public static Lane1<T> AtMost(Lane1<T> limit, Lane1<T> x) => x.v > limit.v ? limit : x;
    [MethodImpl(Always)] public static Lane1<T> AtLeast(Lane1<T> limit, Lane1<T> x) => x.v < limit.v ? limit : x;

    [MethodImpl(Always)] static Lane1<T> Mask(bool set) => OfBits(set ? ulong.MaxValue : 0);
    [MethodImpl(Always)] static bool IsSet(Lane1<T> mask) => Bits(mask) != 0;

    [MethodImpl(Always)]
    static ulong Bits(Lane1<T> x) => sizeof(T) switch
    {
        1 => Unsafe.BitCast<T, byte>(x.v),
        4 => Unsafe.BitCast<T, uint>(x.v),
        _ => Unsafe.BitCast<T, ulong>(x.v),
    };

    [MethodImpl(Always)]
    static Lane1<T> OfBits(ulong bits) => sizeof(T) switch
    {
        1 => new(Unsafe.BitCast<byte, T>((byte)bits)),
        4 => new(Unsafe.BitCast<uint, T>((uint)bits)),
        _ => new(Unsafe.BitCast<ulong, T>(bits)),
    };
}

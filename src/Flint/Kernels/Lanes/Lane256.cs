using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>256 bits: AVX2. The other widths differ in the number only.</summary>
readonly unsafe struct Lane256<T>(Vector256<T> value) : ISimdLane<Lane256<T>> where T : unmanaged, INumber<T>
{
    readonly Vector256<T> v = value;

    public static int Width => Vector256<T>.Count;
    public static int ElementSize => sizeof(T);

    [MethodImpl(Always)] public static Lane256<T> Load(void* source, nint index) => new(Vector256.Load((T*)source + index));
    [MethodImpl(Always)] public static void Store(Lane256<T> x, void* target, nint index) => x.v.Store((T*)target + index);
    [MethodImpl(Always)] public static void Stream(Lane256<T> x, void* target, nint index) => x.v.StoreAlignedNonTemporal((T*)target + index);
    [MethodImpl(Always)] public static Lane256<T> LoadWords(void* source, nint index) => new(Vector256.WidenLower(Vector128.Load((ushort*)source + index).ToVector256Unsafe()).As<uint, T>());
    [MethodImpl(Always)] public static void StoreWords(Lane256<T> x, void* target, nint index) => Vector256.Narrow(x.v.AsUInt32(), x.v.AsUInt32()).GetLower().Store((ushort*)target + index);
    [MethodImpl(Always)] public static Lane256<T> Const(double value) => new(Vector256.Create(Scalars.From<T>(value)));

    [MethodImpl(Always)] public static Lane256<T> operator +(Lane256<T> a, Lane256<T> b) => new(a.v + b.v);
    [MethodImpl(Always)] public static Lane256<T> operator -(Lane256<T> a, Lane256<T> b) => new(a.v - b.v);
    [MethodImpl(Always)] public static Lane256<T> operator *(Lane256<T> a, Lane256<T> b) => new(a.v * b.v);
    [MethodImpl(Always)] public static Lane256<T> operator /(Lane256<T> a, Lane256<T> b) => new(a.v / b.v);
    [MethodImpl(Always)] public static Lane256<T> operator -(Lane256<T> a) => new(-a.v);

    [MethodImpl(Always)]
    public static Lane256<T> Fma(Lane256<T> a, Lane256<T> b, Lane256<T> c) =>
        typeof(T) == typeof(float) ? new(Vector256.MultiplyAddEstimate(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector256.MultiplyAddEstimate(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>()) :
        new(a.v * b.v + c.v);

    [MethodImpl(Always)] public static Lane256<T> operator <(Lane256<T> a, Lane256<T> b) => new(Vector256.LessThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> operator >(Lane256<T> a, Lane256<T> b) => new(Vector256.GreaterThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> operator <=(Lane256<T> a, Lane256<T> b) => new(Vector256.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> operator >=(Lane256<T> a, Lane256<T> b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> Equal(Lane256<T> a, Lane256<T> b) => new(Vector256.Equals(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> operator &(Lane256<T> a, Lane256<T> b) => new(a.v & b.v);
    [MethodImpl(Always)] public static Lane256<T> operator |(Lane256<T> a, Lane256<T> b) => new(a.v | b.v);
    [MethodImpl(Always)] public static Lane256<T> operator ^(Lane256<T> a, Lane256<T> b) => new(a.v ^ b.v);
    [MethodImpl(Always)] public static Lane256<T> operator ~(Lane256<T> a) => new(~a.v);

    [MethodImpl(Always)]
    public static Lane256<T> Select(Lane256<T> mask, Lane256<T> a, Lane256<T> b) => new(Vector256.ConditionalSelect(mask.v, a.v, b.v));

    [MethodImpl(Always)] public static Lane256<T> Min(Lane256<T> a, Lane256<T> b) => new(Vector256.Min(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> Max(Lane256<T> a, Lane256<T> b) => new(Vector256.Max(a.v, b.v));
    [MethodImpl(Always)] public static Lane256<T> Abs(Lane256<T> x) => new(Vector256.Abs(x.v));
    [MethodImpl(Always)] public static Lane256<T> Sqrt(Lane256<T> x) => new(Vector256.Sqrt(x.v));

    [MethodImpl(Always)]
    public static Lane256<T> Floor(Lane256<T> x) =>
        typeof(T) == typeof(float) ? new(Vector256.Floor(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector256.Floor(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane256<T> Ceiling(Lane256<T> x) =>
        typeof(T) == typeof(float) ? new(Vector256.Ceiling(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector256.Ceiling(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane256<T> Round(Lane256<T> x) =>
        typeof(T) == typeof(float) ? new(Vector256.Round(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector256.Round(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane256<T> Exp(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Exp(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane256<T> ExpOfNonPositive(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.ExpOfNonPositive(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane256<T> Expm1(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Expm1(x) : Map(x, &DoubleMath.Expm1);

    [MethodImpl(Always)]
    public static Lane256<T> Log(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log(x) : Map(x, &Math.Log);

    [MethodImpl(Always)]
    public static Lane256<T> Log1p(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log1p(x) : Map(x, &DoubleMath.Log1p);

    [MethodImpl(Always)]
    public static Lane256<T> Tanh(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Tanh(x) : Map(x, &Math.Tanh);

    [MethodImpl(Always)]
    public static Lane256<T> Sigmoid(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Sigmoid(x) : Map(x, &DoubleMath.Sigmoid);

    [MethodImpl(Always)]
    public static Lane256<T> Erf(Lane256<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Erf(x) : Map(x, &DoubleMath.Erf);

    [MethodImpl(Always)]
    public static Lane256<T> Sin(Lane256<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Sin(x) : Map(x, &Math.Sin);

    [MethodImpl(Always)]
    public static Lane256<T> Cos(Lane256<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Cos(x) : Map(x, &Math.Cos);

    [MethodImpl(Always)]
    public static Lane256<T> Atan(Lane256<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Atan(x) : Map(x, &Math.Atan);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane256<T> Apply<TFunction>(TFunction function, Lane256<T> x) where TFunction : unmanaged, IUnaryFunction
    {
        Scalars.Map(function, (T*)&x, Width);
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane256<T> Apply<TFunction>(TFunction function, Lane256<T> a, Lane256<T> b) where TFunction : unmanaged, IBinaryFunction
    {
        Scalars.Zip(function, (T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane256<T> Pow(Lane256<T> a, Lane256<T> b)
    {
        Scalars.Pow((T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane256<T> Map(Lane256<T> x, delegate*<double, double> function)
    {
        Scalars.Map((T*)&x, Width, function);
        return x;
    }

    [MethodImpl(Always)] public static bool Any(Lane256<T> mask) => mask.v.ExtractMostSignificantBits() != 0;
    [MethodImpl(Always)] public static void StoreMask(Lane256<T> mask, byte* target, nint index) => Scalars.StoreBits(mask.v.ExtractMostSignificantBits(), target + index, Width);

    [MethodImpl(Always)] public static Lane256<T> ConstBits(int bits) => new(Vector256.Create(bits).As<int, T>());
    [MethodImpl(Always)] public static Lane256<T> AddBits(Lane256<T> a, Lane256<T> b) => new((a.v.AsInt32() + b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane256<T> SubtractBits(Lane256<T> a, Lane256<T> b) => new((a.v.AsInt32() - b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane256<T> ShiftLeft(Lane256<T> x, int count) => new((x.v.AsInt32() << count).As<int, T>());
    [MethodImpl(Always)] public static Lane256<T> ShiftRight(Lane256<T> x, int count) => new((x.v.AsInt32() >> count).As<int, T>());
    [MethodImpl(Always)] public static Lane256<T> BitsToValue(Lane256<T> x) => new(Vector256.ConvertToSingle(x.v.AsInt32()).As<float, T>());
    [MethodImpl(Always)] public static Lane256<T> AtMost(Lane256<T> limit, Lane256<T> x) => new(Vector256.MinNative(limit.v, x.v));
    [MethodImpl(Always)] public static Lane256<T> AtLeast(Lane256<T> limit, Lane256<T> x) => new(Vector256.MaxNative(limit.v, x.v));
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>512 bits: AVX-512.</summary>
readonly unsafe struct Lane512<T>(Vector512<T> value) : ISimdLane<Lane512<T>> where T : unmanaged, INumber<T>
{
    readonly Vector512<T> v = value;

    public static int Width => Vector512<T>.Count;
    public static int ElementSize => sizeof(T);

    [MethodImpl(Always)] public static Lane512<T> Load(void* source, nint index) => new(Vector512.Load((T*)source + index));
    [MethodImpl(Always)] public static void Store(Lane512<T> x, void* target, nint index) => x.v.Store((T*)target + index);
    [MethodImpl(Always)] public static void Stream(Lane512<T> x, void* target, nint index) => x.v.StoreAlignedNonTemporal((T*)target + index);
    [MethodImpl(Always)] public static Lane512<T> LoadWords(void* source, nint index) => new(Vector512.WidenLower(Vector256.Load((ushort*)source + index).ToVector512Unsafe()).As<uint, T>());
    [MethodImpl(Always)] public static void StoreWords(Lane512<T> x, void* target, nint index) => Vector512.Narrow(x.v.AsUInt32(), x.v.AsUInt32()).GetLower().Store((ushort*)target + index);
    [MethodImpl(Always)] public static Lane512<T> Const(double value) => new(Vector512.Create(Scalars.From<T>(value)));

    [MethodImpl(Always)] public static Lane512<T> operator +(Lane512<T> a, Lane512<T> b) => new(a.v + b.v);
    [MethodImpl(Always)] public static Lane512<T> operator -(Lane512<T> a, Lane512<T> b) => new(a.v - b.v);
    [MethodImpl(Always)] public static Lane512<T> operator *(Lane512<T> a, Lane512<T> b) => new(a.v * b.v);
    [MethodImpl(Always)] public static Lane512<T> operator /(Lane512<T> a, Lane512<T> b) => new(a.v / b.v);
    [MethodImpl(Always)] public static Lane512<T> operator -(Lane512<T> a) => new(-a.v);

    [MethodImpl(Always)]
    public static Lane512<T> Fma(Lane512<T> a, Lane512<T> b, Lane512<T> c) =>
        typeof(T) == typeof(float) ? new(Vector512.MultiplyAddEstimate(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector512.MultiplyAddEstimate(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>()) :
        new(a.v * b.v + c.v);

    [MethodImpl(Always)] public static Lane512<T> operator <(Lane512<T> a, Lane512<T> b) => new(Vector512.LessThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> operator >(Lane512<T> a, Lane512<T> b) => new(Vector512.GreaterThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> operator <=(Lane512<T> a, Lane512<T> b) => new(Vector512.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> operator >=(Lane512<T> a, Lane512<T> b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> Equal(Lane512<T> a, Lane512<T> b) => new(Vector512.Equals(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> operator &(Lane512<T> a, Lane512<T> b) => new(a.v & b.v);
    [MethodImpl(Always)] public static Lane512<T> operator |(Lane512<T> a, Lane512<T> b) => new(a.v | b.v);
    [MethodImpl(Always)] public static Lane512<T> operator ^(Lane512<T> a, Lane512<T> b) => new(a.v ^ b.v);
    [MethodImpl(Always)] public static Lane512<T> operator ~(Lane512<T> a) => new(~a.v);

    [MethodImpl(Always)]
    public static Lane512<T> Select(Lane512<T> mask, Lane512<T> a, Lane512<T> b) => new(Vector512.ConditionalSelect(mask.v, a.v, b.v));

    [MethodImpl(Always)] public static Lane512<T> Min(Lane512<T> a, Lane512<T> b) => new(Vector512.Min(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> Max(Lane512<T> a, Lane512<T> b) => new(Vector512.Max(a.v, b.v));
    [MethodImpl(Always)] public static Lane512<T> Abs(Lane512<T> x) => new(Vector512.Abs(x.v));
    [MethodImpl(Always)] public static Lane512<T> Sqrt(Lane512<T> x) => new(Vector512.Sqrt(x.v));

    [MethodImpl(Always)]
    public static Lane512<T> Floor(Lane512<T> x) =>
        typeof(T) == typeof(float) ? new(Vector512.Floor(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector512.Floor(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane512<T> Ceiling(Lane512<T> x) =>
        typeof(T) == typeof(float) ? new(Vector512.Ceiling(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector512.Ceiling(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane512<T> Round(Lane512<T> x) =>
        typeof(T) == typeof(float) ? new(Vector512.Round(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector512.Round(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane512<T> Exp(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Exp(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane512<T> ExpOfNonPositive(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.ExpOfNonPositive(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane512<T> Expm1(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Expm1(x) : Map(x, &DoubleMath.Expm1);

    [MethodImpl(Always)]
    public static Lane512<T> Log(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log(x) : Map(x, &Math.Log);

    [MethodImpl(Always)]
    public static Lane512<T> Log1p(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log1p(x) : Map(x, &DoubleMath.Log1p);

    [MethodImpl(Always)]
    public static Lane512<T> Tanh(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Tanh(x) : Map(x, &Math.Tanh);

    [MethodImpl(Always)]
    public static Lane512<T> Sigmoid(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Sigmoid(x) : Map(x, &DoubleMath.Sigmoid);

    [MethodImpl(Always)]
    public static Lane512<T> Erf(Lane512<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Erf(x) : Map(x, &DoubleMath.Erf);

    [MethodImpl(Always)]
    public static Lane512<T> Sin(Lane512<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Sin(x) : Map(x, &Math.Sin);

    [MethodImpl(Always)]
    public static Lane512<T> Cos(Lane512<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Cos(x) : Map(x, &Math.Cos);

    [MethodImpl(Always)]
    public static Lane512<T> Atan(Lane512<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Atan(x) : Map(x, &Math.Atan);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane512<T> Apply<TFunction>(TFunction function, Lane512<T> x) where TFunction : unmanaged, IUnaryFunction
    {
        Scalars.Map(function, (T*)&x, Width);
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane512<T> Apply<TFunction>(TFunction function, Lane512<T> a, Lane512<T> b) where TFunction : unmanaged, IBinaryFunction
    {
        Scalars.Zip(function, (T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane512<T> Pow(Lane512<T> a, Lane512<T> b)
    {
        Scalars.Pow((T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane512<T> Map(Lane512<T> x, delegate*<double, double> function)
    {
        Scalars.Map((T*)&x, Width, function);
        return x;
    }

    [MethodImpl(Always)] public static bool Any(Lane512<T> mask) => mask.v.ExtractMostSignificantBits() != 0;
    [MethodImpl(Always)] public static void StoreMask(Lane512<T> mask, byte* target, nint index) => Scalars.StoreBits(mask.v.ExtractMostSignificantBits(), target + index, Width);

    [MethodImpl(Always)] public static Lane512<T> ConstBits(int bits) => new(Vector512.Create(bits).As<int, T>());
    [MethodImpl(Always)] public static Lane512<T> AddBits(Lane512<T> a, Lane512<T> b) => new((a.v.AsInt32() + b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane512<T> SubtractBits(Lane512<T> a, Lane512<T> b) => new((a.v.AsInt32() - b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane512<T> ShiftLeft(Lane512<T> x, int count) => new((x.v.AsInt32() << count).As<int, T>());
    [MethodImpl(Always)] public static Lane512<T> ShiftRight(Lane512<T> x, int count) => new((x.v.AsInt32() >> count).As<int, T>());
    [MethodImpl(Always)] public static Lane512<T> BitsToValue(Lane512<T> x) => new(Vector512.ConvertToSingle(x.v.AsInt32()).As<float, T>());
    [MethodImpl(Always)] public static Lane512<T> AtMost(Lane512<T> limit, Lane512<T> x) => new(Vector512.MinNative(limit.v, x.v));
    [MethodImpl(Always)] public static Lane512<T> AtLeast(Lane512<T> limit, Lane512<T> x) => new(Vector512.MaxNative(limit.v, x.v));
}

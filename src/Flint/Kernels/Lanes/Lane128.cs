using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>128 bits: NEON, SSE, WebAssembly.</summary>
readonly unsafe struct Lane128<T>(Vector128<T> value) : ISimdLane<Lane128<T>> where T : unmanaged, INumber<T>
{
    readonly Vector128<T> v = value;

    public static int Width => Vector128<T>.Count;
    public static int ElementSize => sizeof(T);

    [MethodImpl(Always)] public static Lane128<T> Load(void* source, nint index) => new(Vector128.Load((T*)source + index));
    [MethodImpl(Always)] public static void Store(Lane128<T> x, void* target, nint index) => x.v.Store((T*)target + index);
    [MethodImpl(Always)] public static void Stream(Lane128<T> x, void* target, nint index) => x.v.StoreAlignedNonTemporal((T*)target + index);
    [MethodImpl(Always)] public static Lane128<T> LoadWords(void* source, nint index) => new(Vector128.WidenLower(Vector64.Load((ushort*)source + index).ToVector128Unsafe()).As<uint, T>());
    [MethodImpl(Always)] public static void StoreWords(Lane128<T> x, void* target, nint index) => Vector128.Narrow(x.v.AsUInt32(), x.v.AsUInt32()).GetLower().Store((ushort*)target + index);
    [MethodImpl(Always)] public static Lane128<T> Const(double value) => new(Vector128.Create(Scalars.From<T>(value)));

    [MethodImpl(Always)] public static Lane128<T> operator +(Lane128<T> a, Lane128<T> b) => new(a.v + b.v);
    [MethodImpl(Always)] public static Lane128<T> operator -(Lane128<T> a, Lane128<T> b) => new(a.v - b.v);
    [MethodImpl(Always)] public static Lane128<T> operator *(Lane128<T> a, Lane128<T> b) => new(a.v * b.v);
    [MethodImpl(Always)] public static Lane128<T> operator /(Lane128<T> a, Lane128<T> b) => new(a.v / b.v);
    [MethodImpl(Always)] public static Lane128<T> operator -(Lane128<T> a) => new(-a.v);

    [MethodImpl(Always)]
    public static Lane128<T> Fma(Lane128<T> a, Lane128<T> b, Lane128<T> c) =>
        typeof(T) == typeof(float) ? new(Vector128.MultiplyAddEstimate(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector128.MultiplyAddEstimate(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>()) :
        new(a.v * b.v + c.v);

    [MethodImpl(Always)] public static Lane128<T> operator <(Lane128<T> a, Lane128<T> b) => new(Vector128.LessThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> operator >(Lane128<T> a, Lane128<T> b) => new(Vector128.GreaterThan(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> operator <=(Lane128<T> a, Lane128<T> b) => new(Vector128.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> operator >=(Lane128<T> a, Lane128<T> b) => new(Vector128.GreaterThanOrEqual(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> Equal(Lane128<T> a, Lane128<T> b) => new(Vector128.Equals(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> operator &(Lane128<T> a, Lane128<T> b) => new(a.v & b.v);
    [MethodImpl(Always)] public static Lane128<T> operator |(Lane128<T> a, Lane128<T> b) => new(a.v | b.v);
    [MethodImpl(Always)] public static Lane128<T> operator ^(Lane128<T> a, Lane128<T> b) => new(a.v ^ b.v);
    [MethodImpl(Always)] public static Lane128<T> operator ~(Lane128<T> a) => new(~a.v);

    [MethodImpl(Always)]
    public static Lane128<T> Select(Lane128<T> mask, Lane128<T> a, Lane128<T> b) => new(Vector128.ConditionalSelect(mask.v, a.v, b.v));

    [MethodImpl(Always)] public static Lane128<T> Min(Lane128<T> a, Lane128<T> b) => new(Vector128.Min(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> Max(Lane128<T> a, Lane128<T> b) => new(Vector128.Max(a.v, b.v));
    [MethodImpl(Always)] public static Lane128<T> Abs(Lane128<T> x) => new(Vector128.Abs(x.v));
    [MethodImpl(Always)] public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x.v));

    [MethodImpl(Always)]
    public static Lane128<T> Floor(Lane128<T> x) =>
        typeof(T) == typeof(float) ? new(Vector128.Floor(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector128.Floor(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane128<T> Ceiling(Lane128<T> x) =>
        typeof(T) == typeof(float) ? new(Vector128.Ceiling(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector128.Ceiling(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane128<T> Round(Lane128<T> x) =>
        typeof(T) == typeof(float) ? new(Vector128.Round(x.v.AsSingle()).As<float, T>()) :
        typeof(T) == typeof(double) ? new(Vector128.Round(x.v.AsDouble()).As<double, T>()) : x;

    [MethodImpl(Always)]
    public static Lane128<T> Exp(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Exp(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane128<T> ExpOfNonPositive(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.ExpOfNonPositive(x) : Map(x, &Math.Exp);

    [MethodImpl(Always)]
    public static Lane128<T> Expm1(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Expm1(x) : Map(x, &DoubleMath.Expm1);

    [MethodImpl(Always)]
    public static Lane128<T> Log(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log(x) : Map(x, &Math.Log);

    [MethodImpl(Always)]
    public static Lane128<T> Log1p(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Log1p(x) : Map(x, &DoubleMath.Log1p);

    [MethodImpl(Always)]
    public static Lane128<T> Tanh(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Tanh(x) : Map(x, &Math.Tanh);

    [MethodImpl(Always)]
    public static Lane128<T> Sigmoid(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Sigmoid(x) : Map(x, &DoubleMath.Sigmoid);

    [MethodImpl(Always)]
    public static Lane128<T> Erf(Lane128<T> x) =>
        typeof(T) == typeof(float) ? FloatMath.Erf(x) : Map(x, &DoubleMath.Erf);

    [MethodImpl(Always)]
    public static Lane128<T> Sin(Lane128<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Sin(x) : Map(x, &Math.Sin);

    [MethodImpl(Always)]
    public static Lane128<T> Cos(Lane128<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Cos(x) : Map(x, &Math.Cos);

    [MethodImpl(Always)]
    public static Lane128<T> Atan(Lane128<T> x) =>
        typeof(T) == typeof(float) ? Trigonometry.Atan(x) : Map(x, &Math.Atan);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane128<T> Apply<TFunction>(TFunction function, Lane128<T> x) where TFunction : unmanaged, IUnaryFunction
    {
        Scalars.Map(function, (T*)&x, Width);
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane128<T> Apply<TFunction>(TFunction function, Lane128<T> a, Lane128<T> b) where TFunction : unmanaged, IBinaryFunction
    {
        Scalars.Zip(function, (T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane128<T> Pow(Lane128<T> a, Lane128<T> b)
    {
        Scalars.Pow((T*)&a, (T*)&b, Width);
        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane128<T> Map(Lane128<T> x, delegate*<double, double> function)
    {
        Scalars.Map((T*)&x, Width, function);
        return x;
    }

    [MethodImpl(Always)] public static bool Any(Lane128<T> mask) => mask.v.ExtractMostSignificantBits() != 0;
    [MethodImpl(Always)] public static void StoreMask(Lane128<T> mask, byte* target, nint index) => Scalars.StoreBits(mask.v.ExtractMostSignificantBits(), target + index, Width);

    [MethodImpl(Always)] public static Lane128<T> ConstBits(int bits) => new(Vector128.Create(bits).As<int, T>());
    [MethodImpl(Always)] public static Lane128<T> AddBits(Lane128<T> a, Lane128<T> b) => new((a.v.AsInt32() + b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane128<T> SubtractBits(Lane128<T> a, Lane128<T> b) => new((a.v.AsInt32() - b.v.AsInt32()).As<int, T>());
    [MethodImpl(Always)] public static Lane128<T> ShiftLeft(Lane128<T> x, int count) => new((x.v.AsInt32() << count).As<int, T>());
    [MethodImpl(Always)] public static Lane128<T> ShiftRight(Lane128<T> x, int count) => new((x.v.AsInt32() >> count).As<int, T>());
    [MethodImpl(Always)] public static Lane128<T> BitsToValue(Lane128<T> x) => new(Vector128.ConvertToSingle(x.v.AsInt32()).As<float, T>());
    [MethodImpl(Always)] public static Lane128<T> AtMost(Lane128<T> limit, Lane128<T> x) => new(Vector128.MinNative(limit.v, x.v));
    [MethodImpl(Always)] public static Lane128<T> AtLeast(Lane128<T> limit, Lane128<T> x) => new(Vector128.MaxNative(limit.v, x.v));
}

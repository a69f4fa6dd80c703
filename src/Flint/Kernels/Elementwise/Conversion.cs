using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Inner loops that convert one dtype to another; the same dtype is a plain copy.</summary>
static unsafe class Conversion
{
    internal static delegate*<void*, byte**, nint, bool, void> Loop(DType from, DType to) => from switch
    {
        _ when from == to => from.Size switch { 1 => &Copy<byte>, 2 => &Copy<short>, 4 => &Copy<int>, _ => &Copy<long> },
        DType.Float32 => From<float>(to),
        DType.Float64 => From<double>(to),
        DType.Int64 => From<long>(to),
        DType.Int32 => From<int>(to),
        DType.Int8 => From<sbyte>(to),
        DType.Float16 => FromWords<Half, HalfWords>(to),
        DType.BFloat16 => FromWords<BFloat16, BFloat16Words>(to),
        _ => From<byte>(to),
    };

    static delegate*<void*, byte**, nint, bool, void> From<T>(DType to) where T : unmanaged, INumber<T> => to switch
    {
        DType.Float32 => &Convert<T, float>,
        DType.Float64 => &Convert<T, double>,
        DType.Int64 => &Convert<T, long>,
        DType.Int32 => &Convert<T, int>,
        DType.UInt8 => &Convert<T, byte>,
        DType.Int8 => &Convert<T, sbyte>,
        DType.Float16 => typeof(T) == typeof(float) ? Words<HalfWords>.Narrow : &ByFloat<T, Half>,
        DType.BFloat16 => typeof(T) == typeof(float) ? Words<BFloat16Words>.Narrow : &ByFloat<T, BFloat16>,
        _ => &Truth<T>,
    };

    static delegate*<void*, byte**, nint, bool, void> FromWords<T, TWords>(DType to) where T : unmanaged where TWords : struct, IWords => to switch
    {
        DType.Float32 => Words<TWords>.Widen,
        DType.Float64 => &ByFloat<T, double>,
        DType.Int64 => &ByFloat<T, long>,
        DType.Int32 => &ByFloat<T, int>,
        DType.UInt8 => &ByFloat<T, byte>,
        DType.Int8 => &ByFloat<T, sbyte>,
        DType.Float16 => &ByFloat<T, Half>,
        DType.BFloat16 => &ByFloat<T, BFloat16>,
        _ => &ByFloat<T, bool>,
    };

    /// <summary>Two steps, with a block of Float32 between them that stays in the first-level cache.</summary>
    [SkipLocalsInit]
    static void ByFloat<TFrom, TTo>(void* op, byte** operands, nint count, bool streams) where TFrom : unmanaged where TTo : unmanaged
    {
        const int Block = 512;
        var floats = stackalloc float[Block];
        var (from, to) = (DTypes.Of<TFrom>(), DTypes.Of<TTo>());
        var first = Loop(from, DType.Float32);
        var second = Loop(DType.Float32, to);
        var step = stackalloc byte*[2];
        for (nint i = 0; i < count; i += Block)
        {
            var n = Math.Min(Block, count - i);
            step[0] = (byte*)floats;
            step[1] = operands[1] + i * sizeof(TFrom);
            first(op, step, n, false);
            step[0] = operands[0] + i * sizeof(TTo);
            step[1] = (byte*)floats;
            second(op, step, n, false);
        }
    }

    static void Copy<T>(void* op, byte** operands, nint count, bool streams) where T : unmanaged =>
        Buffer.MemoryCopy(operands[1], operands[0], (long)count * sizeof(T), (long)count * sizeof(T));

    [MethodImpl(Hot)]
    static void Convert<TFrom, TTo>(void* op, byte** operands, nint count, bool streams)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        var (y, x) = ((nint)operands[0], (nint)operands[1]);
        nint i = 0;
        if (typeof(TFrom) == typeof(byte) && typeof(TTo) == typeof(float))
            for (; i <= count - 8; i += 8) BytesToFloats((byte*)x + i, (float*)y + i);
        if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(double))
            for (; i <= count - 4; i += 4) Widen((float*)x + i, (double*)y + i);
        if (typeof(TFrom) == typeof(double) && typeof(TTo) == typeof(float))
            for (; i <= count - 4; i += 4) Vector128.Narrow(Vector128.Load((double*)x + i), Vector128.Load((double*)x + i + 2)).Store((float*)y + i);
        if (typeof(TFrom) == typeof(int) && typeof(TTo) == typeof(float))
            for (; i <= count - 8; i += 8) Vector256.ConvertToSingle(Vector256.Load((int*)x + i)).Store((float*)y + i);
        for (; i < count; i++) ((TTo*)y)[i] = Element<TFrom, TTo>(((TFrom*)x)[i]);
    }

    /// <summary>Floats are cut toward zero and saturate; bytes take the low bits of that, so that -1 gives 255 as in PyTorch.</summary>
    [MethodImpl(Always)]
    static TTo Element<TFrom, TTo>(TFrom x) where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo> =>
        typeof(TTo) == typeof(byte) || typeof(TTo) == typeof(sbyte) ? TTo.CreateTruncating(long.CreateTruncating(x)) : TTo.CreateTruncating(x);

    [MethodImpl(Hot)]
    static void Truth<T>(void* op, byte** operands, nint count, bool streams) where T : unmanaged, INumber<T>
    {
        byte* y = operands[0];
        var x = (T*)operands[1];
        for (nint i = 0; i < count; i++) y[i] = x[i] != T.Zero ? (byte)1 : (byte)0;
    }

    [MethodImpl(Always)]
    static void BytesToFloats(byte* x, float* y)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)x).AsByte());
        var (low, high) = Vector128.Widen(words);
        Vector128.ConvertToSingle(low.AsInt32()).Store(y);
        Vector128.ConvertToSingle(high.AsInt32()).Store(y + 4);
    }

    [MethodImpl(Always)]
    static void Widen(float* x, double* y)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(x));
        low.Store(y);
        high.Store(y + 2);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Inner loops that convert one dtype to another; the same dtype is a plain copy.</summary>
static unsafe class Conversion
{
    internal static delegate*<void*, byte**, nint, void> Loop(DType from, DType to) => from switch
    {
        _ when from == to => from.Size switch { 1 => &Copy<byte>, 4 => &Copy<int>, _ => &Copy<long> },
        DType.Float32 => From<float>(to),
        DType.Float64 => From<double>(to),
        DType.Int64 => From<long>(to),
        DType.Int32 => From<int>(to),
        _ => From<byte>(to),
    };

    static delegate*<void*, byte**, nint, void> From<T>(DType to) where T : unmanaged, INumber<T> => to switch
    {
        DType.Float32 => &Convert<T, float>,
        DType.Float64 => &Convert<T, double>,
        DType.Int64 => &Convert<T, long>,
        DType.Int32 => &Convert<T, int>,
        DType.UInt8 => &Convert<T, byte>,
        _ => &Truth<T>,
    };

    static void Copy<T>(void* op, byte** operands, nint count) where T : unmanaged =>
        Buffer.MemoryCopy(operands[1], operands[0], (long)count * sizeof(T), (long)count * sizeof(T));

    [MethodImpl(Hot)]
    static void Convert<TFrom, TTo>(void* op, byte** operands, nint count)
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
        typeof(TTo) == typeof(byte) ? TTo.CreateTruncating(long.CreateTruncating(x)) : TTo.CreateTruncating(x);

    [MethodImpl(Hot)]
    static void Truth<T>(void* op, byte** operands, nint count) where T : unmanaged, INumber<T>
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

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>A 16-bit floating format, to and from Float32; words lie in the low half of 32-bit elements.</summary>
interface IWords
{
    static abstract V Widen<V>(V word) where V : struct, IBitLane<V>;

    /// <summary>To nearest, halves to even; what is above the low 16 bits of the result is undefined.</summary>
    static abstract V Narrow<V>(V x) where V : struct, IBitLane<V>;
}

/// <summary>The upper half of a Float32.</summary>
readonly struct BFloat16Words : IWords
{
    [MethodImpl(Always)]
    public static V Widen<V>(V word) where V : struct, IBitLane<V> => V.ShiftLeft(word, 16);

    [MethodImpl(Always)]
    public static V Narrow<V>(V x) where V : struct, IBitLane<V>
    {
        var upper = V.ShiftRight(x, 16);
        var rounded = V.AddBits(V.AddBits(x, V.ConstBits(0x7fff)), upper & V.ConstBits(1));
        return V.Select(V.Equal(x, x), V.ShiftRight(rounded, 16), upper | V.ConstBits(0x40));
    }
}

/// <summary>IEEE 754 binary16: 5 bits of exponent with bias 15, against Float32's 8 with bias 127.</summary>
readonly struct HalfWords : IWords
{
    const int Infinity = 0x7c00, Quiet = 0x7e00, FloatInfinity = 0x7f800000;

    /// <summary>A product with 2^112 moves the exponent's bias, and makes subnormals normal.</summary>
    [MethodImpl(Always)]
    public static V Widen<V>(V word) where V : struct, IBitLane<V>
    {
        var magnitude = V.ShiftLeft(word & V.ConstBits(0x7fff), 13);
        var notFinite = magnitude >= V.ConstBits(Infinity << 13);
        var value = magnitude * V.ConstBits(112 + 127 << 23) | notFinite & V.ConstBits(FloatInfinity);
        return value | V.ShiftLeft(word & V.ConstBits(0x8000), 16);
    }

    [MethodImpl(Always)]
    public static V Narrow<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.Abs(x);
        var upper = V.ShiftRight(a, 13);
        var normal = V.ShiftRight(V.AddBits(V.AddBits(a, V.ConstBits((-112 << 23) + 0xfff)), upper & V.ConstBits(1)), 13);
        // Beside 1/2, the last bit of a Float32 is 2^-24, that of a subnormal Float16: the addition rounds.
        var subnormal = V.SubtractBits(a + V.Const(0.5), V.ConstBits(126 << 23));
        var finite = V.Select(a < V.Const(1.0 / (1 << 14)), subnormal, normal);
        var other = V.Select(V.Equal(x, x), V.ConstBits(Infinity), upper & V.ConstBits(0x3ff) | V.ConstBits(Quiet));
        var word = V.Select(a < V.Const(1 << 16), finite, other);
        return word | V.ShiftRight(x & V.ConstBits(int.MinValue), 16);
    }
}

/// <summary>The inner loops of the widest lane that the processor has.</summary>
static unsafe class Words<TWords> where TWords : struct, IWords
{
    internal static delegate*<void*, byte**, nint, bool, void> Widen =>
        Vector512.IsHardwareAccelerated ? &WidenAll<Lane512<float>> :
        Vector256.IsHardwareAccelerated ? &WidenAll<Lane256<float>> :
        Vector128.IsHardwareAccelerated ? &WidenAll<Lane128<float>> : &WidenAll<Lane1<float>>;

    internal static delegate*<void*, byte**, nint, bool, void> Narrow =>
        Vector512.IsHardwareAccelerated ? &NarrowAll<Lane512<float>> :
        Vector256.IsHardwareAccelerated ? &NarrowAll<Lane256<float>> :
        Vector128.IsHardwareAccelerated ? &NarrowAll<Lane128<float>> : &NarrowAll<Lane1<float>>;

    [MethodImpl(Hot)]
    static void WidenAll<V>(void* op, byte** operands, nint count, bool streams) where V : struct, ISimdLane<V>
    {
        byte* y = operands[0], x = operands[1];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width) V.Store(TWords.Widen(V.LoadWords(x, i)), y, i);
        for (; i < count; i++) Lane1<float>.Store(TWords.Widen(Lane1<float>.LoadWords(x, i)), y, i);
    }

    [MethodImpl(Hot)]
    static void NarrowAll<V>(void* op, byte** operands, nint count, bool streams) where V : struct, ISimdLane<V>
    {
        byte* y = operands[0], x = operands[1];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width) V.StoreWords(TWords.Narrow(V.Load(x, i)), y, i);
        for (; i < count; i++) Lane1<float>.StoreWords(TWords.Narrow(Lane1<float>.Load(x, i)), y, i);
    }
}

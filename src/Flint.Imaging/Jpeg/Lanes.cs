using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Flint.Imaging;

/// <summary>Operations on lanes that .NET has no portable name for: one instruction where there is one, the same result elsewhere.</summary>
static class Lanes
{
    /// <summary>a[2i] b[2i] + a[2i+1] b[2i+1] in 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> MultiplyAddPairs(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyAddAdjacent(a, b);
        var (wideA, wideB) = (a.AsInt32(), b.AsInt32());
        return ((wideA << 16) >> 16) * ((wideB << 16) >> 16) + (wideA >> 16) * (wideB >> 16);
    }

    /// <summary>The upper half of the 32-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> MultiplyHigh(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyHigh(a, b);
        var (low, high) = (Vector128.WidenLower(a) * Vector128.WidenLower(b) >> 16, Vector128.WidenUpper(a) * Vector128.WidenUpper(b) >> 16);
        return Vector128.Narrow(low, high);
    }

    /// <summary>a[0], b[0], a[1], b[1], ... of the lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> InterleaveLow(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        var order = Vector128.Create((short)0, 0, 1, 1, 2, 2, 3, 3);
        return Alternate(Vector128.Shuffle(a, order), Vector128.Shuffle(b, order));
    }

    /// <summary>The same of the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> InterleaveHigh(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        var order = Vector128.Create((short)4, 4, 5, 5, 6, 6, 7, 7);
        return Alternate(Vector128.Shuffle(a, order), Vector128.Shuffle(b, order));
    }

    /// <summary>a[0], b[0], a[1], b[1], ... of the lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> InterleaveLow(Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <summary>The same of the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> InterleaveHigh(Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    /// <summary>a[0], b[0], a[1], b[1], ... as bytes that saturate at -128 and 127, of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> PackInterleaved(Vector128<short> a, Vector128<short> b)
    {
        var (low, high) = (Vector128.Create((short)sbyte.MinValue), Vector128.Create((short)sbyte.MaxValue));
        (a, b) = (Vector128.Min(Vector128.Max(a, low), high), Vector128.Min(Vector128.Max(b, low), high));
        return (a & Vector128.Create((short)0xFF)) | (b << 8);
    }

    /// <summary>16-bit lanes that saturate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> Pack(Vector128<int> low, Vector128<int> high) =>
        Sse2.IsSupported ? Sse2.PackSignedSaturate(low, high) : Vector128.NarrowWithSaturation(low, high);

    /// <summary>Bytes that saturate at 0 and 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> PackUnsigned(Vector128<short> low, Vector128<short> high)
    {
        if (Sse2.IsSupported) return Sse2.PackUnsignedSaturate(low, high);
        var top = Vector128.Create((short)255);
        return Vector128.Narrow(Vector128.Min(Vector128.Max(low, Vector128<short>.Zero), top).AsUInt16(), Vector128.Min(Vector128.Max(high, Vector128<short>.Zero), top).AsUInt16());
    }

    static Vector128<short> Alternate(Vector128<short> even, Vector128<short> odd) =>
        Vector128.ConditionalSelect(Vector128.Create(0xFFFF).AsInt16(), even, odd);
}

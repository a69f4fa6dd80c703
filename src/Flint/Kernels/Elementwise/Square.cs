using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Transposition of a small square whose rows lie <c>pitch</c> elements apart in the result.</summary>
static unsafe class Square
{
    /// <summary>Whether <see cref="Transpose"/> is more than a loop here.</summary>
    internal static bool HasVectors => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Four lines of four 32-bit elements, <paramref name="stride"/> bytes apart, to four rows.</summary>
    [MethodImpl(Always)]
    internal static void Transpose(byte* from, long stride, float* to, int pitch)
    {
        Vector128<float> a = Vector128.Load((float*)from), b = Vector128.Load((float*)(from + stride));
        Vector128<float> c = Vector128.Load((float*)(from + 2 * stride)), d = Vector128.Load((float*)(from + 3 * stride));
        Vector128<float> ac = ZipLow(a, c), bd = ZipLow(b, d), ca = ZipHigh(a, c), db = ZipHigh(b, d);
        ZipLow(ac, bd).Store(to);
        ZipHigh(ac, bd).Store(to + pitch);
        ZipLow(ca, db).Store(to + 2 * pitch);
        ZipHigh(ca, db).Store(to + 3 * pitch);
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(Always)]
    static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(Always)]
    static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}

using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// A plane's outputs in strips as wide as a vector; the last one ends with the plane and overlaps the one before. A single strip may be wider than the
/// plane. For each strip and column of the kernel a mask has the outputs that meet the source there, and one more has the outputs that no strip before had.
/// </summary>
readonly unsafe struct DepthwiseStrips<T>(T* masks, int lanes, int side, int outWidth) where T : unmanaged
{
    internal static long SizeOf(int lanes, int side, int outWidth) => (long)(outWidth + lanes - 1) / lanes * (side + 1) * lanes;

    internal int Count => (outWidth + lanes - 1) / lanes;

    internal int First(int strip) => Math.Max(0, Math.Min(strip * lanes, outWidth - lanes));

    internal T* Masks(int strip) => masks + (nint)strip * (side + 1) * lanes;

    internal T* Fresh(int strip) => Masks(strip) + side * lanes;

    /// <summary>Whether outputs of the strip see beyond the source.</summary>
    internal static bool IsEdge(int first, int lanes, int side, int step, int left, int width) =>
        first * step < left || (first + lanes - 1) * step + side - 1 - left >= width;

    [MethodImpl(Hot)]
    internal void Fill(int step, int left, int width)
    {
        var to = masks;
        for (var strip = 0; strip < Count; strip++)
        {
            int first = First(strip), end = first + lanes;
            for (var j = 0; j < side; j++)
                for (int output = first, column = first * step + j - left; output < end; output++, column += step)
                    *to++ = Mask((uint)column < (uint)width & output < outWidth);
            for (var output = first; output < end; output++) *to++ = Mask(output >= strip * lanes & output < outWidth);
        }
    }

    [MethodImpl(Always)]
    static T Mask(bool isSet) => typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(isSet ? -1 : 0) : Unsafe.BitCast<long, T>(isSet ? -1 : 0);
}

/// <summary>Whether a strip needs its masks, as a type argument and so a constant.</summary>
interface IStripEdge
{
    static abstract bool IsMasked { get; }
}

readonly struct InnerStrip : IStripEdge
{
    public static bool IsMasked => false;
}

readonly struct EdgeStrip : IStripEdge
{
    public static bool IsMasked => true;
}

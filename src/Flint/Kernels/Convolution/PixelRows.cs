using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Results with the channels of a pixel side by side.</summary>
static unsafe class PixelRows
{
    /// <summary>To planes: <c>to[c plane + i] = from[i pitch + c]</c> for pixels i and channels c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Store<T>(T* from, nint pitch, int pixels, int channels, T* to, nint plane) where T : unmanaged
    {
        var i = 0;
        for (int group; (group = Transpose.Group<T>(pixels - i)) > 1; i += group)
            Transpose.Columns(to + i, plane, from + i * pitch, pitch, group, channels);
        for (; i < pixels; i++)
            for (var c = 0; c < channels; c++) to[i + c * plane] = from[i * pitch + c];
    }
}

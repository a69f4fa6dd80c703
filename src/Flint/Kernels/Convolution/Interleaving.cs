using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Rows of several images to one row in which the images take turns, pixel by pixel, and back.</summary>
static unsafe class Interleaving
{
    /// <summary><c>target[x together + n] = source[n imageStride + x step]</c> for n below <paramref name="images"/>, x below <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Do<T>(T* source, nint step, nint imageStride, int images, T* target, int together, int width) where T : unmanaged
    {
        var n = 0;
        if (step == 1)
            for (int group; (group = Transpose.Group<T>(images - n)) > 1; n += group)
                Transpose.Columns(target + n, together, source + n * imageStride, imageStride, group, width);
        for (; n < images; n++)
        {
            T* from = source + n * imageStride, to = target + n;
            for (var x = 0; x < width; x++, from += step, to += together) *to = *from;
        }
    }

    /// <summary><c>target[n imageStride + x step] = source[x together + n]</c> for n below <paramref name="images"/>, x below <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Undo<T>(T* source, int together, int width, T* target, nint step, nint imageStride, int images) where T : unmanaged
    {
        var x = 0;
        if (step == 1)
            for (int group; (group = Transpose.Group<T>(width - x)) > 1; x += group)
                Transpose.Columns(target + x, imageStride, source + x * together, together, group, images);
        for (; x < width; x++)
        {
            T* from = source + x * together, to = target + x * step;
            for (var n = 0; n < images; n++, to += imageStride) *to = from[n];
        }
    }
}

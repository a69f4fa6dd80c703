using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Copies strips of a strided matrix into the order in which a tile reads them.</summary>
static unsafe class Packing
{
    /// <summary>
    /// <c>destination[p width + i] = source[i stride + p step]</c> for i below <paramref name="valid"/> and p below
    /// <paramref name="k"/>; the columns from valid to <paramref name="width"/> become zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Strip<T>(T* destination, int width, int valid, T* source, nint stride, nint step, int k) where T : unmanaged
    {
        if (valid < width) Clear(destination, width, valid, k);
        if (stride == 1)
        {
            CopyRows(destination, width, valid, source, step, k);
            return;
        }
        var i = 0;
        if (step == 1)
            for (int group; (group = Transpose.Group<T>(valid - i)) > 1; i += group)
                Transpose.Columns(destination + i, width, source + i * stride, stride, group, k);
        for (; i < valid; i++)
        {
            T* from = source + i * stride, to = destination + i;
            for (var p = 0; p < k; p++, from += step, to += width) *to = *from;
        }
    }

    static void Clear<T>(T* destination, int width, int valid, int k) where T : unmanaged
    {
        for (var p = 0; p < k; p++, destination += width)
            for (var i = valid; i < width; i++) destination[i] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyRows<T>(T* destination, int width, int valid, T* source, nint step, int k) where T : unmanaged
    {
        byte* from = (byte*)source, to = (byte*)destination;
        nint bytes = valid * sizeof(T), fromStep = step * sizeof(T), toStep = width * sizeof(T);
        for (; k > 0; k--, from += fromStep, to += toStep)
        {
            nint o = 0;
            for (; o + 32 <= bytes; o += 32) Vector256.Load(from + o).Store(to + o);
            if (o + 16 <= bytes)
            {
                Vector128.Load(from + o).Store(to + o);
                o += 16;
            }
            if (o + 8 <= bytes)
            {
                *(long*)(to + o) = *(long*)(from + o);
                o += 8;
            }
            if (o < bytes) *(int*)(to + o) = *(int*)(from + o);
        }
    }
}

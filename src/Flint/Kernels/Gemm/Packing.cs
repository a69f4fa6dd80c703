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
        Columns(destination, width, valid, source, stride, step, k);
    }

    /// <summary>The same without zeros: what lies between the columns stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Columns<T>(T* destination, nint width, int valid, T* source, nint stride, nint step, int k) where T : unmanaged
    {
        if (stride == 1)
        {
            CopyRows(destination, width, valid, source, step, k);
            return;
        }
        var i = 0;
        if (step == 1 && typeof(T) == typeof(float) && Transpose.HasEights)
            for (; i + 8 <= valid; i += 8)
                Transpose.Eights((float*)(destination + i), width, (float*)(source + i * stride), stride, k);
        if (step == 1)
            for (int group; (group = Transpose.Group<T>(valid - i)) > 1; i += group)
                Transpose.Columns(destination + i, width, source + i * stride, stride, group, k);
        for (; i < valid; i++)
        {
            T* from = source + i * stride, to = destination + i;
            for (var p = 0; p < k; p++, from += step, to += width) *to = *from;
        }
    }

    /// <summary>
    /// Columns of a matrix as panels of <paramref name="width"/>, one after the other. Rows that are contiguous are copied
    /// across several panels at a time: reading 64 bytes a row would lose most of each cache line and page.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Panels<T>(T* destination, int width, int columns, T* source, nint columnStride, nint rowStride, int k) where T : unmanaged
    {
        var whole = columnStride == 1 && width * sizeof(T) % Vector128<byte>.Count == 0 ? columns / width : 0;
        for (var first = 0; first < whole; first += Together)
            CopyAcross(destination + (nint)first * width * k, width, Math.Min(Together, whole - first), source + first * width, rowStride, k);
        for (var j = whole * width; j < columns; j += width)
            Strip(destination + (nint)j * k, width, Math.Min(width, columns - j), source + j * columnStride, columnStride, rowStride, k);
    }

    /// <summary>Panels written at a time: their lines may all fall into one set of the cache.</summary>
    const int Together = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyAcross<T>(T* destination, int width, int panels, T* source, nint rowStride, int k) where T : unmanaged
    {
        nint bytes = width * sizeof(T), apart = bytes * k;
        var to = (byte*)destination;
        for (var p = 0; p < k; p++, to += bytes, source += rowStride)
        {
            byte* from = (byte*)source, panel = to;
            Prefetch.Bytes((byte*)(source + Tuning.RowsAhead * rowStride), panels * bytes);
            for (var i = 0; i < panels; i++, from += bytes, panel += apart)
            {
                nint o = 0;
                if (Vector512.IsHardwareAccelerated)
                    for (; o + 64 <= bytes; o += 64) Vector512.Load(from + o).Store(panel + o);
                for (; o < bytes; o += 16) Vector128.Load(from + o).Store(panel + o);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Clear<T>(T* destination, int width, int valid, int k) where T : unmanaged
    {
        for (var p = 0; p < k; p++, destination += width)
            for (var i = valid; i < width; i++) destination[i] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyRows<T>(T* destination, nint width, int valid, T* source, nint step, int k) where T : unmanaged
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

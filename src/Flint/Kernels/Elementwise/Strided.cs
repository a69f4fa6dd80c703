using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>One row between strided and contiguous memory, by element size; strides are in bytes.</summary>
static unsafe class Strided
{
    internal static void Gather(byte* block, byte* source, long stride, long count, int size)
    {
        if (stride == size) Unsafe.CopyBlockUnaligned(block, source, checked((uint)(count * size)));
        else if (size == 4) Gather((int*)block, source, stride, count);
        else if (size == 8) Gather((long*)block, source, stride, count);
        else if (size == 2) Gather((short*)block, source, stride, count);
        else Gather(block, source, stride, count);
    }

    internal static void Scatter(byte* block, byte* target, long stride, long count, int size)
    {
        if (stride == size) Unsafe.CopyBlockUnaligned(target, block, checked((uint)(count * size)));
        else if (size == 4) Scatter((int*)block, target, stride, count);
        else if (size == 8) Scatter((long*)block, target, stride, count);
        else if (size == 2) Scatter((short*)block, target, stride, count);
        else Scatter(block, target, stride, count);
    }

    [MethodImpl(Hot)]
    static void Gather<T>(T* block, byte* source, long stride, long count) where T : unmanaged
    {
        if (stride == 0) new Span<T>(block, (int)count).Fill(*(T*)source);
        else
            for (long i = 0; i < count; i++, source += stride) block[i] = *(T*)source;
    }

    [MethodImpl(Hot)]
    static void Scatter<T>(T* block, byte* target, long stride, long count) where T : unmanaged
    {
        for (long i = 0; i < count; i++, target += stride) *(T*)target = block[i];
    }
}

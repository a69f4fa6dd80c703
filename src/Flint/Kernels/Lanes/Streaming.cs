using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Stores past the caches (non-temporal): a line that is wholly written is not read from memory first, which saves a third of a
/// copy's traffic, and does not drive other data out. It is not in the cache for the next operation either.
/// </summary>
static unsafe class Streaming
{
    /// <summary>Whether an output of so many contiguous bytes should be written past the caches.</summary>
    internal static bool Pays(void* target, long bytes) => bytes >= Tuning.StreamedBytes && IsWhole(target);

    /// <summary>Whether a line begins here, as such stores need it.</summary>
    internal static bool IsWhole(void* target) => ((nint)target & 63) == 0;

    /// <summary>The same for rows that are stored lane by lane.</summary>
    internal static bool PaysForRows<T>(T* target, long rows, int size) where T : unmanaged =>
        (long)size * sizeof(T) % 64 == 0 && Pays(target, rows * size * sizeof(T));

    /// <summary>Stores a lane, past the caches or through them; the branch costs nothing, as it is always the same.</summary>
    [MethodImpl(Always)]
    internal static void Put<V>(V x, void* target, nint index, bool streams) where V : struct, ISimdLane<V>
    {
        if (streams) V.Stream(x, target, index);
        else V.Store(x, target, index);
    }

    /// <summary>
    /// Copies a multiple of 64 bytes past the caches; the target begins on a boundary of as many. Line by line it asks for as many bytes at
    /// <paramref name="next"/>: all at once would keep the reads of this row waiting.
    /// </summary>
    internal static void Copy(byte* source, byte* target, nint bytes, byte* next)
    {
        if (Vector512.IsHardwareAccelerated) Copy<Lane512<byte>>(source, target, bytes, next);
        else if (Vector256.IsHardwareAccelerated) Copy<Lane256<byte>>(source, target, bytes, next);
        else if (Vector128.IsHardwareAccelerated) Copy<Lane128<byte>>(source, target, bytes, next);
        else Buffer.MemoryCopy(source, target, bytes, bytes);
    }

    [MethodImpl(Hot)]
    static void Copy<V>(byte* source, byte* target, nint bytes, byte* next) where V : struct, ISimdLane<V>
    {
        for (nint line = 0; line < bytes; line += 64)
        {
            Prefetch.Line(next + line);
            for (var i = line; i < line + 64; i += V.Width) V.Stream(V.Load(source, i), target, i);
        }
    }

    /// <summary>After the last such store of a piece of work: later stores are seen by other threads after these.</summary>
    [MethodImpl(Always)]
    internal static void End()
    {
        if (Sse.IsSupported) Sse.StoreFence();
    }
}

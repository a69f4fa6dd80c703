using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>Asks for memory ahead of its use. Only x64 has an instruction for it in .NET; elsewhere nothing happens.</summary>
static unsafe class Prefetch
{
    /// <summary>The first 64 bytes of each row, so that adding them at the end of a tile does not wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Rows<T>(T* first, nint stride, int rows) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < rows; i++) Sse.Prefetch0(first + i * stride);
    }

    /// <summary>Every line of a range; it may lie beyond the end of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Bytes(byte* first, nint count)
    {
        if (!Sse.IsSupported) return;
        for (nint o = 0; o < count; o += 64) Sse.Prefetch0(first + o);
    }
}

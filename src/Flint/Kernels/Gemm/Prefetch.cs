using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>Asks for memory ahead of its use. Only x64 has an instruction for it in .NET; elsewhere nothing happens.</summary>
static unsafe class Prefetch
{
    /// <summary>The 64 bytes around an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Line<T>(T* element) where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(element);
    }

    /// <summary>The lines of a row of a panel, which need not begin with a line; it may lie beyond the end of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Row<T>(T* first, int columns) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < columns; i += 64 / sizeof(T)) Sse.Prefetch0(first + i);
        Sse.Prefetch0(first + columns - 1);
    }

    /// <summary>Every line of a range; it may lie beyond the end of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Bytes(byte* first, nint count)
    {
        if (!Sse.IsSupported) return;
        for (nint o = 0; o < count; o += 64) Sse.Prefetch0(first + o);
    }
}

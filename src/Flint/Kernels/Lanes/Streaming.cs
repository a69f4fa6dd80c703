using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Stores past the caches (non-temporal): a line that is wholly written is not read from memory first, which saves a third of a
/// copy's traffic, and does not drive other data out. It is not in the cache for the next operation either.
/// </summary>
static class Streaming
{
    /// <summary>After the last such store of a piece of work: later stores are seen by other threads after these.</summary>
    [MethodImpl(Always)]
    internal static void End()
    {
        if (Sse.IsSupported) Sse.StoreFence();
    }
}

using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Work that runs with whichever tile it is given.</summary>
interface ITiled<T> where T : unmanaged
{
    void Run<TTile>() where TTile : struct, ITile<T>;
}

/// <summary>Chooses the tile for this machine.</summary>
static class Tiles
{
    /// <summary>The widest vectors that the processor has and the JIT uses.</summary>
    internal static KernelWidth Widest =>
        Vector512.IsHardwareAccelerated ? KernelWidth.Bits512
        : Vector256.IsHardwareAccelerated ? KernelWidth.Bits256
        : Vector128.IsHardwareAccelerated ? KernelWidth.Bits128
        : KernelWidth.Scalar;

    /// <param name="work">What to run.</param>
    /// <param name="width">Of the vectors; the widest by default.</param>
    /// <param name="low">Eight rows for twelve: no more than the first-level cache has ways, where all rows fall into one set.</param>
    internal static void Run<T, TWork>(ref TWork work, KernelWidth? width = null, bool low = false) where T : unmanaged where TWork : struct, ITiled<T>
    {
        switch (width ?? Widest)
        {
            case KernelWidth.Bits512 when low: work.Run<RegisterTile<Simd512<T>, Vector512<T>, T, Height8>>(); break;
            case KernelWidth.Bits512: work.Run<RegisterTile<Simd512<T>, Vector512<T>, T, Height12>>(); break;
            case KernelWidth.Bits256: work.Run<RegisterTile<Simd256<T>, Vector256<T>, T, Height6>>(); break;
            case KernelWidth.Bits128: work.Run<RegisterTile<Simd128<T>, Vector128<T>, T, Height6>>(); break;
            default: work.Run<RegisterTile<SimdScalar<T>, T, T, Height6>>(); break;
        }
    }
}

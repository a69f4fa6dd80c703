using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// The body of a reduction to one value. Blocks are folded in the dtype, and the results of blocks in Float64 (Int64 for
/// integers), so that Float32 errors stay those of a short sum.
/// </summary>
interface IFold
{
    /// <summary>The result of folding nothing.</summary>
    static abstract double Identity { get; }

    static abstract V Combine<V>(V a, V b) where V : struct, ILane<V>;
}

/// <summary>a + b.</summary>
readonly struct SumFold : IFold
{
    public static double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V a, V b) where V : struct, ILane<V> => a + b;
}

/// <summary>a b.</summary>
readonly struct ProductFold : IFold
{
    public static double Identity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V a, V b) where V : struct, ILane<V> => a * b;
}

/// <summary>The larger; NaN wins.</summary>
readonly struct MaxFold : IFold
{
    public static double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V a, V b) where V : struct, ILane<V> => V.Max(a, b);
}

/// <summary>The smaller; NaN wins.</summary>
readonly struct MinFold : IFold
{
    public static double Identity => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V a, V b) where V : struct, ILane<V> => V.Min(a, b);
}

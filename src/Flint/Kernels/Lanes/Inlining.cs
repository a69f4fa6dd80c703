using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Short names for the two hints that kernels live by.</summary>
static class Inlining
{
    /// <summary>Lanes are wrapped registers: a call that is not inlined spills them all.</summary>
    internal const MethodImplOptions Always = MethodImplOptions.AggressiveInlining;

    /// <summary>Loops skip the tiers: the first training step already runs them optimised.</summary>
    internal const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
}

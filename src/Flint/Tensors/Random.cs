using System.Runtime.InteropServices;

namespace Flint;

/// <summary>
/// The ambient generator: what random operations and initialisers use when none is passed. Each thread has its own, as it
/// has its own tape, so that what another thread draws (a loader, a second model, a parallel test) never changes your run.
/// A thread that was not seeded starts at random; hand work on another thread a <see cref="Generator"/> of its own.
/// </summary>
public static class Random
{
    [ThreadStatic] static Generator? ambient;

    /// <summary>The calling thread's generator.</summary>
    public static Generator Generator => ambient ??= new(Entropy());

    /// <summary>Starts the calling thread's generator afresh: the same seed gives the same numbers, bit for bit.</summary>
    public static void Seed(long seed) => Generator.State = new((ulong)seed, 0);

    // The BCL's generator begins with entropy of the system too, without loading a cryptographic library (6 MB).
    static long Entropy() => System.Random.Shared.NextInt64(long.MinValue, long.MaxValue);
}

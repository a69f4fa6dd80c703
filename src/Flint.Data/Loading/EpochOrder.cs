namespace Flint.Data;

/// <summary>The order of the examples in an epoch.</summary>
static class EpochOrder
{
    /// <summary>0 .. count - 1.</summary>
    internal static int[] Sequential(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>A random order that follows from seed and epoch alone.</summary>
    internal static int[] Shuffled(int count, long seed, int epoch)
    {
        // One stream per seed; the epochs begin so far apart in it that they never overlap.
        var generator = new Generator(new GeneratorState((ulong)seed, (ulong)epoch << 32));
        return Array.ConvertAll(Tensor.RandPerm(count, generator).ToArray<long>(), i => (int)i);
    }
}

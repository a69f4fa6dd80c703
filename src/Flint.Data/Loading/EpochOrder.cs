namespace Flint.Data;

/// <summary>The order of the examples in an epoch.</summary>
static class EpochOrder
{
    /// <summary>0 .. count - 1.</summary>
    internal static int[] Sequential(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>A random order that follows from seed and epoch alone.</summary>
    internal static int[] Shuffled(int count, long seed, int epoch)
    {
        var order = Sequential(count);
        new Random(HashCode.Combine(seed, epoch)).Shuffle(order);
        return order;
    }
}

namespace Flint.Data;

/// <summary>The order of the examples in an epoch, and the random streams of its batches and examples.</summary>
static class EpochOrder
{
    /// <summary>0 .. count - 1.</summary>
    internal static int[] Sequential(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>A random order that follows from seed and epoch alone.</summary>
    internal static int[] Shuffled(int count, long seed, int epoch)
    {
        var order = Tensor.RandPerm(count, new Generator(Stream(seed, epoch, purpose: -1)));
        return Array.ConvertAll(order.ToArray<long>(), i => (int)i);
    }

    /// <summary>A stream that follows from seed, epoch and purpose: 0 is batches and examples, negative numbers are orders.</summary>
    internal static GeneratorState Stream(long seed, int epoch, int purpose) => new(Mix(Mix((ulong)seed) ^ (ulong)epoch << 32 ^ (uint)purpose), 0);

    /// <summary>
    /// The stream of one batch, for random transforms of it: it does not depend on what was drawn before, so a resumed epoch repeats it. All batches
    /// of an epoch share a key; the batch is the upper half of the place.
    /// </summary>
    internal static GeneratorState OfBatch(long seed, int epoch, int batch) => Stream(seed, epoch, purpose: 0) with { Offset = (ulong)batch << 32 };

    /// <summary>The stream of one example, from the place where its batch begins, whatever the batch: the upper half of the place does not count.</summary>
    internal static GeneratorState OfExample(GeneratorState batch, int example) => new(Mix(batch.Seed ^ Mix(batch.Offset << 32 | (uint)example)), 0);

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbouring numbers get unrelated keys, none of them the user's own seed.
    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}

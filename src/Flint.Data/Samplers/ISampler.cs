namespace Flint.Data;

/// <summary>
/// Which examples an epoch has, in which order. A <see cref="DataLoader{TBatch}"/> cuts it into batches; it must follow from seed and epoch alone, so that a resumed
/// run goes on with the same batches.
/// </summary>
public interface ISampler
{
    /// <summary>The number of examples an epoch has.</summary>
    int Count { get; }

    /// <summary>True if the order depends on the seed: a loader without a seed of its own then draws one.</summary>
    bool IsRandom { get; }

    /// <summary>The numbers of the examples of an epoch.</summary>
    /// <param name="seed">Of the loader.</param>
    /// <param name="epoch">From 0.</param>
    int[] Order(long seed, int epoch);
}

namespace Flint.Data;

/// <summary>All examples in the order of the data.</summary>
/// <param name="count">How many there are.</param>
public sealed class SequentialSampler(int count) : ISampler
{
    /// <inheritdoc/>
    public int Count { get; } = count >= 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "There are 0 examples or more.");

    /// <inheritdoc/>
    public bool IsRandom => false;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch) => EpochOrder.Sequential(Count);
}

/// <summary>All examples in a new random order each epoch: what <c>shuffle: true</c> does.</summary>
/// <param name="count">How many there are.</param>
public sealed class RandomSampler(int count) : ISampler
{
    /// <inheritdoc/>
    public int Count { get; } = count >= 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "There are 0 examples or more.");

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch) => EpochOrder.Shuffled(Count, seed, epoch);
}

/// <summary>Chosen examples in a new random order each epoch, or as they are given.</summary>
/// <param name="indices">Their numbers; they may repeat.</param>
/// <param name="shuffle">False keeps their order.</param>
public sealed class SubsetSampler(IReadOnlyList<int> indices, bool shuffle = true) : ISampler
{
    readonly int[] indices = [.. indices];

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public bool IsRandom => shuffle;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch) => shuffle ? Array.ConvertAll(EpochOrder.Shuffled(Count, seed, epoch), i => indices[i]) : [.. indices];
}

namespace Flint.Data;

/// <summary>
/// A fixed number of examples of which any can be asked for as one batch. Most data sets derive from <see cref="Dataset"/>; this
/// interface is for batches that are not a pair of tensors.
/// </summary>
/// <typeparam name="TBatch">What the loader hands out.</typeparam>
public interface IDataset<out TBatch>
{
    /// <summary>The number of examples.</summary>
    int Count { get; }

    /// <summary>The examples with these numbers, in this order. Called from a loader's own threads, from several at a time if it has several workers.</summary>
    TBatch Get(ReadOnlySpan<int> indices);
}

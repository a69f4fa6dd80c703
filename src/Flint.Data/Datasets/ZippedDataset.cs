namespace Flint.Data;

/// <summary>Batches of two data sets side by side.</summary>
/// <param name="First">Of the first data set.</param>
/// <param name="Second">Of the second, the same examples.</param>
public sealed record ZippedBatch(Batch First, Batch Second);

/// <summary>Two data sets of equal length as one, for models of two inputs: <c>new DataLoader&lt;ZippedBatch&gt;(new ZippedDataset(images, captions), 32)</c>.</summary>
public sealed class ZippedDataset : IDataset<ZippedBatch>
{
    readonly Dataset first, second;

    /// <summary>Pairs examples of the same number.</summary>
    /// <exception cref="ArgumentException">They differ in length.</exception>
    public ZippedDataset(Dataset first, Dataset second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"Data sets of {first.Count} and {second.Count} examples cannot go side by side: take equal parts with Take or Subset.", nameof(second));
        (this.first, this.second) = (first, second);
    }

    /// <inheritdoc/>
    public int Count => first.Count;

    /// <inheritdoc/>
    public ZippedBatch Get(ReadOnlySpan<int> indices) => new(first.Get(indices), second.Get(indices));
}

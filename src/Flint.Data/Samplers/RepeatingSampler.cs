namespace Flint.Data;

/// <summary>
/// Epochs of a chosen length over data of another: each epoch goes on where the last one stopped, and pass after pass of another
/// sampler follow each other without a gap. What Keras calls <c>steps_per_epoch</c>.
/// </summary>
/// <param name="passes">The order of each pass through the data.</param>
/// <param name="count">Examples per epoch: steps times batch size.</param>
public sealed class RepeatingSampler(ISampler passes, int count) : ISampler
{
    /// <inheritdoc/>
    public int Count { get; } = count >= 1 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "An epoch has 1 example or more.");

    /// <inheritdoc/>
    public bool IsRandom => passes.IsRandom;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The passes hold no example.</exception>
    public int[] Order(long seed, int epoch)
    {
        if (passes.Count == 0) throw new ArgumentException("A data set without examples cannot be repeated.");
        var order = new int[Count];
        for (var filled = 0; filled < Count;)
        {
            var (pass, start) = Math.DivRem((long)epoch * Count + filled, passes.Count);
            var part = passes.Order(seed, checked((int)pass)).AsSpan((int)start);
            part = part[..Math.Min(part.Length, Count - filled)];
            part.CopyTo(order.AsSpan(filled));
            filled += part.Length;
        }
        return order;
    }
}

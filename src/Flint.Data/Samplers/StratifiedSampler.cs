namespace Flint.Data;

/// <summary>All examples once, so ordered that any run of them, and so every batch, holds the classes in the shares of the whole, to two examples; which of a class come when is random.</summary>
/// <typeparam name="T">Of the class of an example.</typeparam>
public sealed class StratifiedSampler<T> : ISampler where T : notnull
{
    readonly int[][] members;

    /// <summary>Makes a sampler.</summary>
    /// <param name="labels">The class of each example.</param>
    public StratifiedSampler(IReadOnlyList<T> labels)
    {
        var (numbers, sizes) = ClassNumbers.Of(labels);
        (members, Count) = (ClassNumbers.Members(numbers, sizes.Length), labels.Count);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch)
    {
        // Example j of a class of n stands at (j + 1/2) / n of the epoch: each class is spread evenly.
        var places = new List<(double At, int Example)>();
        for (var c = 0; c < members.Length; c++)
        {
            var own = members[c];
            foreach (var (j, i) in Tensor.RandPerm(own.Length, new Generator(EpochOrder.Stream(seed, epoch, purpose: -2 - c))).ToArray<long>().Index())
                places.Add(((j + 0.5) / own.Length, own[i]));
        }
        return [.. places.OrderBy(p => p.At).Select(p => p.Example)];
    }
}

/// <summary>
/// Every class equally often, in turn, however rare it is: the examples of each come in random order, and begin anew when all have been. A batch of a multiple of the
/// number of classes has as many of each.
/// </summary>
/// <typeparam name="T">Of the class of an example.</typeparam>
public sealed class ClassBalancedSampler<T> : ISampler where T : notnull
{
    readonly int[][] members;

    /// <summary>Makes a sampler.</summary>
    /// <param name="labels">The class of each example.</param>
    /// <param name="count">Draws per epoch; unless given, so many that each example of the largest class comes once.</param>
    public ClassBalancedSampler(IReadOnlyList<T> labels, int? count = null)
    {
        var (numbers, sizes) = ClassNumbers.Of(labels);
        members = ClassNumbers.Members(numbers, sizes.Length);
        Count = count ?? checked(sizes.DefaultIfEmpty().Max() * sizes.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(Count, nameof(count));
        if (Count > 0 && labels.Count == 0) throw new ArgumentException("There are no examples to draw from.", nameof(labels));
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch)
    {
        var order = new int[Count];
        for (var c = 0; c < members.Length; c++)
        {
            var generator = new Generator(EpochOrder.Stream(seed, epoch, purpose: -2 - c));
            var pass = Array.Empty<long>();
            for (var (at, j) = (c, 0); at < Count; at += members.Length, j++)
            {
                if (j % members[c].Length == 0) pass = Tensor.RandPerm(members[c].Length, generator).ToArray<long>();
                order[at] = members[c][pass[j % members[c].Length]];
            }
        }
        return order;
    }
}

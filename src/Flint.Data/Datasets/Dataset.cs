namespace Flint.Data;

/// <summary>
/// Examples of an input and a target. A data set of your own overrides <see cref="Count"/> and <see cref="this[int]"/>:
/// <code>
/// sealed class Squares : Dataset
/// {
///     public override int Count => 100;
///     public override Example this[int index] => new(index, index * index);
/// }
/// </code>
/// </summary>
public abstract class Dataset : IDataset<Batch>
{
    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <summary>Example <paramref name="index"/>, from 0 to <see cref="Count"/> - 1.</summary>
    public abstract Example this[int index] { get; }

    /// <summary>The names of the classes in the order of their numbers; empty where targets are not classes.</summary>
    public virtual IReadOnlyList<string> Classes => [];

    /// <summary>
    /// The examples with these numbers stacked to one batch. Override it where a batch can be had faster than example by example.
    /// </summary>
    /// <remarks>
    /// While an example is made, <see cref="Random.Generator"/> stands at a place that follows from its number, in a loader from seed, epoch and number:
    /// what is drawn for an example depends neither on its batch nor on the number of workers.
    /// </remarks>
    /// <exception cref="ShapeException">The examples differ in shape.</exception>
    public virtual Batch Get(ReadOnlySpan<int> indices)
    {
        var inputs = new Tensor[indices.Length];
        var targets = new Tensor[indices.Length];
        using var streams = ExampleStreams.Begin();
        for (var i = 0; i < indices.Length; i++)
        {
            streams.Next(indices[i]);
            (inputs[i], targets[i]) = this[indices[i]];
        }
        return new(Rows.Stack(inputs, "inputs"), Rows.Stack(targets, "targets"));
    }

    /// <summary>The whole data set as one batch.</summary>
    public Batch All() => Get([.. Enumerable.Range(0, Count)]);

    /// <summary>Only the examples with these numbers, in this order; they may repeat.</summary>
    /// <exception cref="TensorIndexException">There is no such example.</exception>
    public Dataset Subset(params int[] indices) => new Subset(this, indices);

    /// <summary>The first <paramref name="count"/> examples, or all if there are fewer.</summary>
    public Dataset Take(int count) => new Subset(this, [.. Enumerable.Range(0, Math.Clamp(count, 0, Count))]);

    /// <summary>
    /// Disjoint random parts. Part i has floor(fractions[i] * Count) examples; where the fractions add up to 1, those left over go
    /// one by one to the first parts.
    /// </summary>
    /// <param name="fractions">The share of each part: 0 or more, at most 1 together.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentException">A fraction is negative, or they add up to more than 1.</exception>
    public Dataset[] RandomSplit(double[] fractions, long seed = 0) => Splits.Random(this, fractions, seed);

    /// <summary>This data set followed by another with inputs of the same shape.</summary>
    public Dataset Concat(Dataset other) => new ConcatDataset(this, other);

    /// <summary>All of these data sets, one after another; their inputs are of the same shape.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Dataset Chain(params IEnumerable<Dataset> parts)
    {
        Dataset[] all = [.. parts];
        return all.Length > 0 ? all.Aggregate((a, b) => a.Concat(b)) : throw new ArgumentException("A chain needs 1 data set or more.", nameof(parts));
    }

    /// <summary>Every batch is passed through <paramref name="transform"/> on the loader's thread.</summary>
    public Dataset Map(Func<Batch, Batch> transform) => new MappedDataset(this, transform);

    /// <summary>Every example is passed through <paramref name="transform"/> on the loader's thread.</summary>
    public Dataset MapEach(Func<Example, Example> transform) => new MappedExamples(this, transform);

    /// <summary>Keeps each example in memory once it was made: for those that cost time to read. A random transform before it is drawn once and for all.</summary>
    public Dataset Cache() => new CachedDataset(this);

    /// <summary>Throws unless there is an example <paramref name="index"/>.</summary>
    private protected void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new TensorIndexException($"Example {index} was asked of a data set of {Count}: use 0 to {Count - 1}.");
    }
}

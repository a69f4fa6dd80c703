using System.Collections;

namespace Flint.Data;

/// <summary>
/// Batches of examples that come one after another from a source of unknown length: a file read line by line, a generator, a queue. An epoch is one pass over the source.
/// <code>
/// var loader = new StreamLoader(epoch =&gt; ReadLines(path), batchSize: 32, shuffleBuffer: 10_000, seed: 1);
/// foreach (var (inputs, targets) in loader) ...
/// </code>
/// </summary>
/// <remarks>
/// With a shuffle buffer, so many examples are held; each one handed out is drawn from them and the next of the source takes its place. The order follows from seed and
/// epoch alone. A buffer as large as the data is a full shuffle.
/// </remarks>
public sealed class StreamLoader : IEnumerable<Batch>
{
    readonly Func<int, IEnumerable<Example>> source;
    readonly int shuffleBuffer;
    readonly long seed;
    readonly bool dropLast;
    bool begun;

    /// <summary>Makes a loader; nothing is read before the first <c>foreach</c>.</summary>
    /// <param name="source">Begins a pass over the examples; is told the epoch, from 0.</param>
    /// <param name="batchSize">Examples per batch; the last of an epoch may have fewer.</param>
    /// <param name="shuffleBuffer">How many examples are held to draw from; 0 keeps the order.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="dropLast">Leave out a last batch that is not full.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1, or the buffer below 0.</exception>
    public StreamLoader(Func<int, IEnumerable<Example>> source, int batchSize = 1, int shuffleBuffer = 0, long seed = 0, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(shuffleBuffer);
        (this.source, BatchSize, this.shuffleBuffer, this.seed, this.dropLast) = (source, batchSize, shuffleBuffer, seed, dropLast);
    }

    /// <summary>As above from an asynchronous source, which is waited for on the thread that asks for batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1, or the buffer below 0.</exception>
    public StreamLoader(Func<int, IAsyncEnumerable<Example>> source, int batchSize = 1, int shuffleBuffer = 0, long seed = 0, bool dropLast = false)
        : this(epoch => source(epoch).ToBlockingEnumerable(), batchSize, shuffleBuffer, seed, dropLast) { }

    /// <summary>Examples per batch.</summary>
    public int BatchSize { get; }

    /// <summary>
    /// The epoch, and how many of its batches have been handed out. Set on a loader of the same source, it makes the next <c>foreach</c> go on there: the examples before are
    /// read again and left out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public LoaderState State
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value.Epoch);
            ArgumentOutOfRangeException.ThrowIfNegative(value.Batch);
            (field, begun) = (value, false);
        }
    }

    /// <summary>The batches of one epoch.</summary>
    /// <exception cref="ShapeException">Examples of a batch differ in shape.</exception>
    public IEnumerator<Batch> GetEnumerator()
    {
        if (begun) State = new(State.Epoch + 1, 0);
        begun = true;
        return Epoch(State);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<Batch> Epoch(LoaderState start)
    {
        var done = 0;
        foreach (var examples in Ordered(start.Epoch).Chunk(BatchSize))
        {
            if (dropLast && examples.Length < BatchSize) break;
            if (done++ < start.Batch) continue;
            if (done > start.Batch + 1) Memory.StepBoundary();
            var batch = new Batch(
                Rows.Stack(Array.ConvertAll(examples, e => e.Input), "inputs"), Rows.Stack(Array.ConvertAll(examples, e => e.Target), "targets"));
            State = new(start.Epoch, done);
            begun = true;
            yield return batch;
        }
        State = new(start.Epoch + 1, 0);
    }

    IEnumerable<Example> Ordered(int epoch)
    {
        if (shuffleBuffer == 0)
        {
            foreach (var example in source(epoch)) yield return example;
            yield break;
        }
        var generator = new Generator(EpochOrder.Stream(seed, epoch, purpose: -1));
        var held = new List<Example>();
        foreach (var example in source(epoch))
        {
            if (held.Count < shuffleBuffer)
            {
                held.Add(example);
                continue;
            }
            var at = Below(held.Count);
            yield return held[at];
            held[at] = example;
        }
        while (held.Count > 0)
        {
            var at = Below(held.Count);
            yield return held[at];
            held[at] = held[^1];
            held.RemoveAt(held.Count - 1);
        }

        int Below(int count) => (int)Tensor.RandInt(0, count, [], generator: generator).Item<long>();
    }
}

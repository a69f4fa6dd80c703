using System.Collections;

namespace Flint.Data;

/// <summary>
/// Hands out a data set batch by batch, one epoch per <c>foreach</c>, and makes the next batches on other threads meanwhile.
/// The same seed gives the same batches in the same order, whatever the timing and the number of workers.
/// </summary>
/// <remarks>
/// While a batch is made, <see cref="Random.Generator"/> of that thread stands at a place that follows from seed, epoch and batch, and while an
/// example of a <see cref="Dataset"/> is made at one that follows from seed, epoch and example, so random transforms need no generator of their
/// own, and a resumed run repeats them.
/// </remarks>
/// <typeparam name="TBatch">The data set's batch.</typeparam>
public class DataLoader<TBatch> : IEnumerable<TBatch>
{
    readonly IDataset<TBatch> dataset;
    readonly ISampler sampler;
    readonly bool dropLast;
    readonly bool drawsSeed;
    long? seed;
    readonly int prefetch, workers;
    LoaderState state;
    bool begun;

    /// <summary>Makes a loader; nothing is read before the first <c>foreach</c>.</summary>
    /// <param name="dataset">What to load.</param>
    /// <param name="batchSize">Examples per batch; the last of an epoch may have fewer.</param>
    /// <param name="shuffle">A new random order each epoch, from seed and epoch.</param>
    /// <param name="seed">
    /// Decides the orders. A loader that shuffles without one draws it from the ambient <see cref="Random.Generator"/> in its first
    /// <c>foreach</c>; it is then part of <see cref="State"/>.
    /// </param>
    /// <param name="dropLast">Leave out a last batch that is not full.</param>
    /// <param name="prefetch">Batches made ahead; 0 makes each when it is asked for, on the asking thread.</param>
    /// <param name="sampler">Which examples come in which order, instead of all as they are or shuffled.</param>
    /// <param name="workers">Threads that make batches, each a whole one: more than 1 for examples that cost time, as pictures do. Not used where prefetch is 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the number of workers is below 1, or prefetch below 0.</exception>
    /// <exception cref="ArgumentException">There is a sampler, and it should shuffle, too.</exception>
    public DataLoader(
        IDataset<TBatch> dataset, int batchSize = 1, bool shuffle = false, long? seed = null, bool dropLast = false, int prefetch = 2, ISampler? sampler = null,
        int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(prefetch);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (shuffle && sampler is not null) throw new ArgumentException("A loader with a sampler cannot shuffle: the sampler decides the order.", nameof(shuffle));
        (this.dataset, BatchSize, this.dropLast, this.prefetch, this.workers) = (dataset, batchSize, dropLast, prefetch, workers);
        this.sampler = sampler ?? (shuffle ? new RandomSampler(dataset.Count) : new SequentialSampler(dataset.Count));
        (drawsSeed, this.seed) = (this.sampler.IsRandom && seed is null, this.sampler.IsRandom ? seed : seed ?? 0);
    }

    /// <summary>Examples per batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches per epoch.</summary>
    public int Count => dropLast ? sampler.Count / BatchSize : (int)(((long)sampler.Count + BatchSize - 1) / BatchSize);

    /// <summary>Examples per epoch.</summary>
    public int ExampleCount => dropLast ? Count * BatchSize : sampler.Count;

    /// <summary>
    /// The position after the batch handed out last. Set on another loader of the same data, batch size and seed, it makes the
    /// next <c>foreach</c> go on there. A <c>foreach</c> left early counts as an epoch: the next one begins the next.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public LoaderState State
    {
        get => state with { Seed = drawsSeed ? seed : null };
        set
        {
            if (value.Epoch < 0 || value.Batch < 0 || value.Batch > Count)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"A loader of {Count} batches cannot stand at epoch {value.Epoch}, batch {value.Batch}.");
            state = value;
            if (drawsSeed) seed = value.Seed ?? seed;
            begun = false;
        }
    }

    /// <summary>The batches of one epoch.</summary>
    /// <exception cref="LoaderException">The data set failed to make a batch.</exception>
    public IEnumerator<TBatch> GetEnumerator()
    {
        if (begun) state = new(state.Epoch + 1, 0);
        begun = true;
        seed ??= Tensor.RandInt(0, long.MaxValue, []).Item<long>();
        return Epoch(state);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<TBatch> Epoch(LoaderState start)
    {
        var order = sampler.Order(seed!.Value, start.Epoch);
        if (Array.FindIndex(order, i => (uint)i >= (uint)dataset.Count) is >= 0 and var bad)
            throw new TensorIndexException($"The sampler asks for example {order[bad]} of a data set of {dataset.Count}: use 0 to {dataset.Count - 1}.");
        var total = Count;
        var ahead = new Prefetcher<TBatch>(total - start.Batch, Math.Max(prefetch, workers), workers, i => Make(order, new(start.Epoch, start.Batch + i)));
        if (prefetch > 0) ahead.Start();
        try
        {
            for (var batch = start.Batch; batch < total; batch++)
            {
                // Asking for the next batch ends a step: what it left behind may be collected now.
                if (batch > start.Batch) Memory.StepBoundary();
                var item = prefetch == 0 ? Make(order, new(start.Epoch, batch)) : ahead.Take();
                state = new(start.Epoch, batch + 1);
                yield return item;
            }
        }
        finally
        {
            ahead.Stop();
        }
        state = new(start.Epoch + 1, 0);
        begun = false;
    }

    TBatch Make(int[] order, LoaderState at)
    {
        var first = at.Batch * BatchSize;
        var indices = order.AsSpan(first, Math.Min(BatchSize, order.Length - first));
        var ambient = Random.Generator;
        var before = ambient.State;
        ambient.State = EpochOrder.OfBatch(seed!.Value, at.Epoch, at.Batch);
        try
        {
            return dataset.Get(indices);
        }
        catch (Exception e)
        {
            throw new LoaderException($"Batch {at.Batch} of epoch {at.Epoch} (examples {Listed(indices)}) could not be loaded: {e.Message}", e);
        }
        finally
        {
            ambient.State = before;
        }
    }

    static string Listed(ReadOnlySpan<int> indices) =>
        string.Join(", ", indices[..Math.Min(indices.Length, 4)].ToArray()) + (indices.Length > 4 ? ", ..." : "");
}

/// <summary>
/// Loads batches of inputs and targets:
/// <c>foreach (var (images, labels) in new DataLoader(Mnist.Train(), batchSize: 64, shuffle: true, seed: 1))</c>.
/// </summary>
public sealed class DataLoader(
    IDataset<Batch> dataset, int batchSize = 1, bool shuffle = false, long? seed = null, bool dropLast = false, int prefetch = 2, ISampler? sampler = null,
    int workers = 1)
    : DataLoader<Batch>(dataset, batchSize, shuffle, seed, dropLast, prefetch, sampler, workers);

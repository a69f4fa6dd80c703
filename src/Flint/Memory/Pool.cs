using Flint.Kernels;

namespace Flint;

/// <summary>Blocks of memory that are lent, come back, and are lent again. Safe for several threads.</summary>
sealed class Pool
{
    internal static readonly Pool Shared = new();

    readonly Lock gate = new();
    readonly List<Block> lent = [];
    readonly List<Block>?[] free = new List<Block>?[SizeClass.Count]; // the last to come back is the first to go out
    readonly Sweeper sweeper;
    PoolCounters counters;
    long largest;

    /// <summary>For tests: memory that comes back is overwritten, so that whoever still reads it finds NaN.</summary>
    internal bool Poisons { get; set; }

    internal Pool() => sweeper = new(this);

    internal PoolCounters Counters { get { lock (gate) return counters; } }

    /// <summary>Bytes of lent blocks, whether someone still reaches them or not.</summary>
    internal long LentBytes => Volatile.Read(ref counters.Lent);

    /// <summary>Bytes of the largest block lent since the last sweep.</summary>
    internal long Largest => Volatile.Read(ref largest);

    internal Sweeper Sweeper => sweeper;

    /// <summary>Memory of at least so many bytes, uninitialised.</summary>
    internal Storage Lend(long bytes)
    {
        var (size, capacity) = SizeClass.Of(bytes);
        if (TryLend(size, bytes) is { } storage) return storage;
        if (sweeper.OnMiss(capacity) && TryLend(size, bytes) is { } swept) return swept;
        // Rather than fresh memory, up to nearly twice the size: the last batch of an epoch, often smaller, lives on what the others left. Not
        // twice: a 16-bit result would keep the block of its own Float32 temporary.
        if (TryLend(size, bytes, spread: SizeClass.PerDoubling - 1) is { } larger) return larger;
        var block = Create(size, capacity);
        lock (gate)
        {
            counters.Lent += capacity;
            counters.HandedOut += capacity;
            counters.Peak = Math.Max(counters.Peak, counters.Lent + counters.Free);
            return Lend(block, bytes);
        }
    }

    /// <summary>The borrower gives the block back.</summary>
    internal void Return(Block block)
    {
        lock (gate)
        {
            TakeBack(block);
            counters.ReleasedAtOnce += block.Bytes;
        }
    }

    /// <summary>Takes back every block whose borrower is gone, and drops free blocks that have been idle for long.</summary>
    internal void Reclaim()
    {
        lock (gate)
        {
            for (var i = lent.Count - 1; i >= 0; i--)
            {
                if (!lent[i].IsAbandoned) continue;
                counters.Swept += lent[i].Bytes;
                TakeBack(lent[i]);
            }
        }
    }

    /// <summary>One more sweep is over; free blocks that sat out <paramref name="patience"/> of them are dropped.</summary>
    /// <returns>The bytes of the dropped blocks, which the next full collection gives back.</returns>
    internal long EndSweep(int patience = Tuning.Patience)
    {
        lock (gate)
        {
            var before = counters.Free;
            counters.Sweeps++;
            largest = 0;
            foreach (var blocks in free)
            {
                var idle = 0;
                while (blocks is not null && idle < blocks.Count && counters.Sweeps - blocks[idle].IdleSince > patience)
                {
                    counters.Free -= blocks[idle].Bytes;
                    blocks[idle++].Drop();
                }
                if (idle > 0) blocks!.RemoveRange(0, idle);
            }
            return before - counters.Free;
        }
    }

    /// <summary>Counts what a sweep took, the collections it asked for included.</summary>
    internal void AddSweepTime(TimeSpan time)
    {
        lock (gate) counters.SweepTime += time;
    }

    Storage? TryLend(int size, long bytes, int spread = 1)
    {
        lock (gate)
        {
            // One size up wastes an eighth at most and saves fresh memory.
            for (var s = size; s <= size + spread; s++)
            {
                if (free[s] is not { Count: > 0 } blocks) continue;
                var block = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                counters.Free -= block.Bytes;
                counters.Lent += block.Bytes;
                counters.HandedOut += block.Bytes;
                return Lend(block, bytes);
            }
            return null;
        }
    }

    Storage Lend(Block block, long bytes)
    {
        block.Index = lent.Count;
        lent.Add(block);
        largest = Math.Max(largest, block.Bytes);
        return block.LendTo(bytes);
    }

    void TakeBack(Block block)
    {
        var last = lent[^1];
        lent[block.Index] = last;
        last.Index = block.Index;
        lent.RemoveAt(lent.Count - 1);
        counters.Lent -= block.Bytes;
        if (block.IsExposed)
        {
            block.Drop();
            return;
        }
        block.Clear();
        if (Poisons) block.Poison();
        block.IdleSince = counters.Sweeps;
        (free[block.SizeClass] ??= []).Add(block);
        counters.Free += block.Bytes;
    }

    Block Create(int size, long capacity)
    {
        try
        {
            return new(this, size, capacity);
        }
        catch (OutOfMemoryException)
        {
            sweeper.Everything();
            return new(this, size, capacity);
        }
    }
}

/// <summary>What the pool counts, in bytes.</summary>
struct PoolCounters
{
    internal long Lent, Free, Peak, HandedOut, ReleasedAtOnce, Swept, Sweeps;
    internal TimeSpan SweepTime;
}

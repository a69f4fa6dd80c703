using System.Diagnostics;
using Flint.Kernels;

namespace Flint;

/// <summary>
/// Decides when to look for memory that nobody reaches any more, and how hard. A collection of the youngest generation is
/// tried first and escalated only while too little comes back, so that long-lived objects of the program are seldom walked.
/// </summary>
sealed class Sweeper(Pool pool)
{
    // Lent bytes known to be alive: at step boundaries, and at the worst place inside a step.
    long atBoundary, inside;

    // Bytes that the pool has dropped since the last full collection.
    long dropped;
    int running;

    /// <summary>At a boundary most of what was lent is dead: sweep when it exceeds what is known to live by the budget.</summary>
    internal void AtBoundary()
    {
        // A share of what lives, so that cost and memory stay in proportion to it.
        var budget = Math.Max(Tuning.LeastGarbage, atBoundary / Tuning.LivePerGarbage);
        if (pool.LentBytes > atBoundary + budget) Run(ref atBoundary, budget);
    }

    /// <summary>Inside a step much is alive: sweep before new memory would exceed what was once found to be needed there. True if it swept.</summary>
    /// <remarks>
    /// More than at boundaries: a sweep here promotes what the step still needs, so that the next ones have to collect old generations to find it
    /// (cnn3: each of them a full one). Better that boundaries find the garbage, where little lives. A loop over large results has no boundaries:
    /// a collection costs as much as making some of them, so that some may gather.
    /// </remarks>
    internal bool OnMiss(long bytes)
    {
        var budget = Math.Max(Tuning.LeastInside, 2 * inside / Tuning.LivePerGarbage);
        budget = Math.Max(budget, Tuning.MostResults * Math.Max(bytes, pool.Largest));
        return pool.LentBytes + bytes > inside + budget && Run(ref inside, budget);
    }

    /// <summary>Finds everything and gives all free blocks to the garbage collector.</summary>
    internal void Everything()
    {
        var since = Stopwatch.GetTimestamp();
        Collect(GC.MaxGeneration);
        pool.EndSweep(patience: -1);
        Collect(GC.MaxGeneration);
        pool.AddSweepTime(Stopwatch.GetElapsedTime(since));
    }

    bool Run(ref long live, long budget)
    {
        if (Interlocked.Exchange(ref running, 1) == 1) return false;
        try
        {
            var since = Stopwatch.GetTimestamp();
            // Half of the budget must come back, or what a collection of a young generation leaves behind would pile up.
            var goal = live + budget / 2;
            pool.Reclaim();
            for (var generation = 0; pool.LentBytes > goal && generation <= GC.MaxGeneration; generation++) Collect(generation);
            var left = pool.LentBytes;
            // Above the goal after a full collection: all of it lives. Below: follow downwards, slowly inside a step, but never upwards, for what a
            // young collection leaves is in part garbage: gradients, alive when a step ends, are promoted by every sweep there.
            live = left > goal ? left : Math.Min(live, Math.Max(left, live - live / 8));
            atBoundary = Math.Min(atBoundary, left);
            dropped += pool.EndSweep();
            if (dropped > Tuning.MostDropped) Collect(GC.MaxGeneration);
            pool.AddSweepTime(Stopwatch.GetElapsedTime(since));
            return true;
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    void Collect(int generation)
    {
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        if (generation == GC.MaxGeneration) dropped = 0;
        pool.Reclaim();
    }
}

namespace Flint.Data;

/// <summary>
/// Makes items 0 .. count - 1 on threads of its own, at most <paramref name="capacity"/> ahead of the consumer, and hands them out in order. The
/// threads end with the last item, the first failure, or <see cref="Stop"/>.
/// </summary>
sealed class Prefetcher<T>(int count, int capacity, int workers, Func<int, T> make)
{
    readonly Dictionary<int, T> ready = [];
    readonly Thread[] threads = new Thread[workers];
    (int At, Exception Error)? failure;
    bool stopped;
    int begun, made, taken;

    internal void Start()
    {
        for (var i = 0; i < workers; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"flint loader {i}" };
            threads[i].Start();
        }
    }

    /// <summary>Waits for the next item. A failure is thrown where its item would have come.</summary>
    internal T Take()
    {
        // Waking a sleeper costs as much as a small batch: look a few times before going to sleep.
        for (var spin = new SpinWait(); Volatile.Read(ref made) == taken && !spin.NextSpinWillYield;) spin.SpinOnce();
        lock (ready)
        {
            T? item;
            while (!ready.Remove(taken, out item))
            {
                if (failure?.At == taken) throw failure.Value.Error;
                if (stopped || taken == count) throw new InvalidOperationException("The loader was asked for a batch after its end.");
                Monitor.Wait(ready);
            }
            taken++;
            Monitor.PulseAll(ready);
            return item;
        }
    }

    /// <summary>Ends the threads and waits for them, at most for the items they are making.</summary>
    internal void Stop()
    {
        lock (ready)
        {
            stopped = true;
            ready.Clear();
            Monitor.PulseAll(ready);
        }
        foreach (var thread in threads)
            if (thread != Thread.CurrentThread) thread?.Join();
    }

    void Work()
    {
        while (Next() is { } i)
        {
            try
            {
                Put(i, make(i));
            }
            catch (Exception e)
            {
                Fail(i, e);
            }
        }
    }

    /// <summary>The number of the next item to make, null where there is none: they are given out in order.</summary>
    int? Next()
    {
        lock (ready)
        {
            while (begun - taken >= capacity && begun < count && !stopped && failure is null) Monitor.Wait(ready);
            return begun < count && !stopped && failure is null ? begun++ : null;
        }
    }

    void Put(int i, T item)
    {
        lock (ready)
        {
            if (stopped) return;
            ready[i] = item;
            made++;
            Monitor.PulseAll(ready);
        }
    }

    /// <summary>Of several failures the first in order counts; what comes before it is being made or there.</summary>
    void Fail(int i, Exception error)
    {
        lock (ready)
        {
            if (!(failure?.At < i)) failure = (i, error);
            Monitor.PulseAll(ready);
        }
    }
}

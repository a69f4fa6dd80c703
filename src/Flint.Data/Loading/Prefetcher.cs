namespace Flint.Data;

/// <summary>
/// Makes items 0 .. count - 1 on a thread of its own, at most <paramref name="capacity"/> ahead of the consumer, in order. The
/// thread ends with the last item, the first failure, or <see cref="Stop"/>.
/// </summary>
sealed class Prefetcher<T>(int count, int capacity, Func<int, T> make)
{
    readonly Queue<T> ready = new();
    Thread? worker;
    Exception? failure;
    bool stopped, finished;
    int made, taken;

    internal void Start()
    {
        worker = new Thread(Work) { IsBackground = true, Name = "flint loader" };
        worker.Start();
    }

    /// <summary>Waits for the next item. A failure is thrown where its item would have come.</summary>
    internal T Take()
    {
        // Waking a sleeper costs as much as a small batch: look a few times before going to sleep.
        for (var spin = new SpinWait(); Volatile.Read(ref made) == taken && !spin.NextSpinWillYield;) spin.SpinOnce();
        lock (ready)
        {
            while (ready.Count == 0 && !finished && !stopped) Monitor.Wait(ready);
            if (!ready.TryDequeue(out var item)) throw failure ?? new InvalidOperationException("The loader was asked for a batch after its end.");
            taken++;
            Monitor.PulseAll(ready);
            return item;
        }
    }

    /// <summary>Ends the thread and waits for it, at most for the item it is making.</summary>
    internal void Stop()
    {
        lock (ready)
        {
            stopped = true;
            ready.Clear();
            Monitor.PulseAll(ready);
        }
        if (worker != Thread.CurrentThread) worker?.Join();
    }

    void Work()
    {
        Exception? caught = null;
        try
        {
            for (var i = 0; i < count && HasRoom(); i++) Put(make(i));
        }
        catch (Exception e)
        {
            caught = e;
        }
        lock (ready)
        {
            failure = caught;
            finished = true;
            Monitor.PulseAll(ready);
        }
    }

    bool HasRoom()
    {
        lock (ready)
        {
            while (ready.Count >= capacity && !stopped) Monitor.Wait(ready);
            return !stopped;
        }
    }

    void Put(T item)
    {
        lock (ready)
        {
            if (stopped) return;
            ready.Enqueue(item);
            made++;
            Monitor.PulseAll(ready);
        }
    }
}

using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Tests.Runtime;

[Collection("Threads.Count")]
public sealed unsafe class SweepTests
{
    const int MiB = 1 << 20;

    readonly Pool pool = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Waste(int bytes)
    {
        fixed (byte* p = pool.Lend(bytes)) p[0] = 1;
    }

    [Fact]
    public void TwentyThousandDroppedStoragesStayFlat()
    {
        for (var i = 0; i < 20_000; i++) Waste(MiB);
        pool.Counters.Peak.ShouldBeLessThan(40L * MiB);
        pool.Counters.Sweeps.ShouldBeLessThan(20_000 / 25);
    }

    [Fact]
    public void BoundariesKeepTheGarbageOfStepsInBounds()
    {
        var held = Enumerable.Range(0, 100).Select(_ => pool.Lend(MiB)).ToArray();
        for (var step = 0; step < 2_000; step++)
        {
            for (var i = 0; i < 10; i++) Waste(MiB);
            pool.Sweeper.AtBoundary();
        }
        // 100 live, 50 of budget, one step more.
        pool.Counters.Peak.ShouldBeLessThan(170L * MiB);
        GC.KeepAlive(held);
    }

    [Fact]
    public void LargeResultsGatherToAFewOfTheirSize()
    {
        for (var i = 0; i < 2_000; i++) Waste(24 * MiB);
        var most = Tuning.MostResults;
        pool.Counters.Peak.ShouldBeInRange(most * 24L * MiB, (most + 1) * 24L * MiB);
        pool.Counters.Sweeps.ShouldBeLessThan(2_000 / (most - 1));
    }

    [Fact]
    public void GarbageThatYoungSweepsLeaveIsNotTakenForAlive()
    {
        // As gradients do, something lives past each boundary and dies soon after: every sweep promotes it out of its own sight.
        Storage? past = null;
        for (var step = 0; step < 3_000; step++)
        {
            past = pool.Lend(MiB);
            Waste(MiB);
            pool.Sweeper.AtBoundary();
        }
        // The budget, and what was lent while it was being spent.
        pool.Counters.Peak.ShouldBeLessThan(24L * MiB);
        GC.KeepAlive(past);
    }

    [Fact]
    public void WhatThePoolDropsGoesBackToTheSystem()
    {
        foreach (var storage in Enumerable.Range(0, 64).Select(_ => pool.Lend(MiB)).ToArray()) storage.Release();
        var before = GC.CollectionCount(GC.MaxGeneration);
        // Blocks of another size: those of 1 MiB sit out sweep after sweep until they are dropped.
        for (var i = 0; i < 6 * Tuning.Patience; i++)
        {
            Waste(9 * MiB);
            pool.Sweeper.AtBoundary();
        }
        pool.Counters.Free.ShouldBeLessThan(64L * MiB);
        GC.CollectionCount(GC.MaxGeneration).ShouldBeGreaterThan(before);
    }

    [Fact]
    public void GarbageOfOldGenerationsIsFoundToo()
    {
        // Each storage lives through many collections before it is dropped: a sweep of the youngest generation never sees it.
        var window = new Queue<Storage>();
        for (var i = 0; i < 3_000; i++)
        {
            window.Enqueue(pool.Lend(MiB));
            if (window.Count > 64) window.Dequeue();
            if (i % 16 == 0) GC.Collect(1);
            pool.Sweeper.AtBoundary();
        }
        pool.Counters.Peak.ShouldBeLessThan(150L * MiB);
    }

    [Fact]
    public void WhatAnyThreadHoldsStaysIntact()
    {
        var stop = false;
        var wrong = 0L;
        var threads = Enumerable.Range(1, 4).Select(seed => new Thread(() =>
        {
            var random = new System.Random(seed);
            var held = new (Storage Storage, byte Mark)[24];
            while (!Volatile.Read(ref stop))
            {
                var slot = random.Next(held.Length);
                if (held[slot].Storage is { } old)
                {
                    if (!IsFilled(old, held[slot].Mark)) Interlocked.Increment(ref wrong);
                    if (random.Next(2) == 0) old.Release(); // else dropped
                }
                var (bytes, mark) = (4096 + random.Next(100_000), (byte)random.Next(256));
                var storage = pool.Lend(bytes);
                fixed (byte* p = storage) new Span<byte>(p, bytes).Fill(mark);
                held[slot] = (storage, mark);
                if (random.Next(50) == 0) pool.Sweeper.AtBoundary();
            }
            foreach (var (storage, mark) in held)
                if (storage is not null && !IsFilled(storage, mark)) Interlocked.Increment(ref wrong);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        for (var i = 0; i < 60; i++)
        {
            GC.Collect(i % 3);
            pool.Reclaim();
            pool.EndSweep();
            Thread.Sleep(10);
        }
        Volatile.Write(ref stop, true);
        foreach (var thread in threads) thread.Join();
        wrong.ShouldBe(0);
        pool.Counters.Swept.ShouldBeGreaterThan(0);
        pool.Counters.ReleasedAtOnce.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void AReleaseAndASweepDoNotBothTakeABlockBack()
    {
        var stop = false;
        Exception? failure = null;
        // Several threads, so that one waits for the pool in the middle of a release when the collection comes.
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            try
            {
                while (!Volatile.Read(ref stop)) LendAndRelease(pool);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        for (var i = 0; i < 3_000; i++)
        {
            GC.Collect(0);
            pool.Reclaim();
        }
        Volatile.Write(ref stop, true);
        foreach (var thread in threads) thread.Join();
        failure.ShouldBeNull();
        var held = Enumerable.Range(0, 100).Select(_ => pool.Lend(4096)).ToArray();
        held.Select(Address).Distinct().Count().ShouldBe(held.Length);
    }

    // From the first call on as the optimiser leaves it: it sees that nothing reads the storage after its block was fetched.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void LendAndRelease(Pool pool) => pool.Lend(4096).Release();

    static nint Address(Storage storage)
    {
        fixed (byte* p = storage) return (nint)p;
    }

    static bool IsFilled(Storage storage, byte mark)
    {
        fixed (byte* p = storage)
        {
            var same = new Span<byte>(p, (int)storage.Bytes).IndexOfAnyExcept(mark) < 0;
            GC.KeepAlive(storage);
            return same;
        }
    }

    [Fact]
    public void TensorsThatAProgramHoldsSurviveAnyChurn()
    {
        var held = Enumerable.Range(0, 20).Select(i => Tensor.Full([10_000], (float)i)).ToArray();
        for (var i = 0; i < 2_000; i++)
        {
            var x = Tensor.Full([50_000], -1f);
            if (i % 100 == 0) held[i / 100] = Tensor.Full([10_000], (float)(1000 + i));
            Memory.StepBoundary();
            GC.KeepAlive(x);
        }
        for (var i = 0; i < 20; i++) held[i].ToArray<float>().ShouldAllBe(v => v == 1000 + 100 * i);
    }
}

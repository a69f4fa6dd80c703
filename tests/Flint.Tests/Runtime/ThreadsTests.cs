namespace Flint.Tests.Runtime;

[Collection("Threads.Count")]
public sealed class ThreadsTests : IDisposable
{
    readonly int before = Threads.Count;

    public void Dispose() => Threads.Count = before;

    unsafe struct Mark(int* hits) : IRangeBody
    {
        public readonly void Run(long start, long end)
        {
            for (var i = start; i < end; i++) Interlocked.Increment(ref hits[i]);
        }
    }

    struct Pieces(List<(long, long)> seen) : IRangeBody
    {
        public readonly void Run(long start, long end)
        {
            lock (seen) seen.Add((start, end));
        }
    }

    unsafe struct Nest(int* hits, int inner) : IRangeBody
    {
        public readonly void Run(long start, long end)
        {
            var thread = Environment.CurrentManagedThreadId;
            for (var i = start; i < end; i++)
            {
                var body = new OnThread(hits + i * inner, thread);
                Threads.For(inner, 3, ref body);
            }
        }
    }

    unsafe struct OnThread(int* hits, int thread) : IRangeBody
    {
        public readonly void Run(long start, long end)
        {
            var hit = Environment.CurrentManagedThreadId == thread ? 1 : 1000;
            for (var i = start; i < end; i++) Interlocked.Add(ref hits[i], hit);
        }
    }

    unsafe struct FailAt(long from, int* runs) : IRangeBody
    {
        public readonly void Run(long start, long end)
        {
            Interlocked.Increment(ref *runs);
            if (start >= from) throw new InvalidOperationException($"piece {start}");
        }
    }

    static unsafe void CheckCoverage(int count, int grain)
    {
        var hits = new int[count + 1];
        fixed (int* p = hits)
        {
            var body = new Mark(p);
            Threads.For(count, grain, ref body);
        }
        hits[count].ShouldBe(0);
        hits.AsSpan(0, count).IndexOfAnyExcept(1).ShouldBe(-1);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(9)]
    public void EveryIndexRunsOnce(int threads)
    {
        Threads.Count = threads;
        foreach (var count in new[] { 0, 1, 2, 7, 64, 1000, 10_007 })
            foreach (var grain in new[] { 1, 2, 7, 64, 20_000 })
                CheckCoverage(count, grain);
    }

    [Fact]
    public void PiecesDoNotDependOnTheNumberOfThreads()
    {
        foreach (var threads in new[] { 1, 2, 5 })
        {
            Threads.Count = threads;
            var seen = new List<(long, long)>();
            var body = new Pieces(seen);
            Threads.For(10, 4, ref body);
            seen.Order().ShouldBe([(0, 4), (4, 8), (8, 10)]);
        }
    }

    [Fact]
    public void SeveralThreadsTakePart()
    {
        Threads.Count = 2;
        var both = new Barrier(2);
        var body = new Meet(both);
        Threads.For(2, 1, ref body); // each piece waits for the other: one thread alone would never come back
        both.CurrentPhaseNumber.ShouldBe(1);
    }

    struct Meet(Barrier barrier) : IRangeBody
    {
        public readonly void Run(long start, long end) =>
            barrier.SignalAndWait(TimeSpan.FromSeconds(60)).ShouldBeTrue("a worker should have joined");
    }

    [Fact]
    public unsafe void NestedCallsRunOnTheSameThread()
    {
        Threads.Count = 3;
        const int Outer = 50, Inner = 20;
        var hits = new int[Outer * Inner];
        fixed (int* p = hits)
        {
            var body = new Nest(p, Inner);
            Threads.For(Outer, 1, ref body);
        }
        hits.ShouldAllBe(h => h == 1);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(4)]
    public unsafe void TheFirstFailureIsRethrown(int threads)
    {
        Threads.Count = threads;
        for (var round = 0; round < 200; round++)
        {
            var runs = 0;
            var body = new FailAt(37, &runs);
            Should.Throw<InvalidOperationException>(() => { var own = body; Threads.For(1000, 1, ref own); }).Message.ShouldBe("piece 37");
            runs.ShouldBeLessThan(1000);
        }
        CheckCoverage(1000, 3);
    }

    [Fact]
    public void CallersOnSeveralThreadsDoNotDisturbEachOther()
    {
        Threads.Count = 3;
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, caller =>
        {
            for (var i = 0; i < 500; i++) CheckCoverage(100 + caller, 1 + i % 7);
        });
    }

    [Fact]
    public async Task TheCountMayChangeWhileOthersWork()
    {
        var stop = false;
        var worker = Task.Run(() => { while (!Volatile.Read(ref stop)) CheckCoverage(300, 2); }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 2000; i++) Threads.Count = 1 + i % 8;
        Volatile.Write(ref stop, true);
        await worker.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void WorkersComeBackFromSleep()
    {
        Threads.Count = 4;
        for (var i = 0; i < 20; i++)
        {
            CheckCoverage(64, 1);
            Thread.Sleep(2);
        }
    }

    [Fact]
    public void TheCountIsAtLeastOne()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Threads.Count = 0).Message.ShouldContain("from 1 to 1024");
        Should.Throw<ArgumentOutOfRangeException>(() => Threads.Count = 1025);
    }

    [Fact]
    public void TheEnvironmentSetsTheCountAtStart()
    {
        Threads.AtStart("3").ShouldBe(3);
        Threads.AtStart(null).ShouldBe(Environment.ProcessorCount);
        Threads.AtStart("  ").ShouldBe(Environment.ProcessorCount);
        foreach (var bad in new[] { "0", "-2", "two", "2.5", "1025" })
            Should.Throw<FlintException>(() => Threads.AtStart(bad)).Message
                .ShouldBe($"FLINT_THREADS must be a whole number from 1 to 1024, but is '{bad}': correct or unset it.");
    }
}

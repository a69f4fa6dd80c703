namespace Flint.Tests.Runtime;

[Collection("Threads.Count")]
public sealed class MemoryScopeTests
{
    [Fact]
    public void MemoryComesBackAtTheEnd()
    {
        var before = Memory.Report();
        using (Memory.Scope())
            for (var i = 0; i < 10; i++) _ = Tensor.Zeros([1000, 100]);
        var after = Memory.Report();
        (after.ReleasedAtOnceBytes - before.ReleasedAtOnceBytes).ShouldBeGreaterThanOrEqualTo(10 * 400_000);
    }

    [Fact]
    public void OnlyKeptTensorsOutliveTheScope()
    {
        Tensor kept, lost, small;
        using (var scope = Memory.Scope())
        {
            kept = scope.Keep(Tensor.Full([5000], 3f)).Reshape([50, 100]);
            lost = Tensor.Full([5000], 4f);
            small = Tensor.Full([2], 5f);
            lost.ToArray<float>()[0].ShouldBe(4);
        }
        for (var i = 0; i < 10; i++) _ = Tensor.Full([5000], -1f);
        kept.ToArray<float>().ShouldAllBe(v => v == 3);
        Should.Throw<ReleasedException>(() => lost.ToArray<float>()).Message.ShouldContain("Keep");
        Should.Throw<ReleasedException>(() => small.ToArray<float>());
        Should.Throw<ReleasedException>(() => lost + kept.Reshape([5000]));
    }

    [Fact]
    public void TensorsFromBeforeTheScopeAreNotTouched()
    {
        var x = Tensor.Full([5000], 1f);
        using (var scope = Memory.Scope()) scope.Keep(x);
        x.ToArray<float>().ShouldAllBe(v => v == 1);
    }

    [Fact]
    public void WhatAnInnerScopeKeepsBelongsToTheOuterOne()
    {
        Tensor x, y;
        using (var outer = Memory.Scope())
        {
            using (var inner = Memory.Scope())
            {
                x = inner.Keep(Tensor.Full([5000], 1f));
                y = inner.Keep(Tensor.Full([5000], 2f));
            }
            outer.Keep(y);
            x.ToArray<float>()[0].ShouldBe(1);
        }
        Should.Throw<ReleasedException>(() => x.ToArray<float>());
        y.ToArray<float>()[0].ShouldBe(2);
    }

    [Fact]
    public void OtherThreadsAreNotConcerned()
    {
        Tensor? x = null;
        using (Memory.Scope())
        {
            var thread = new Thread(() => x = Tensor.Full([5000], 1f));
            thread.Start();
            thread.Join();
        }
        x!.ToArray<float>()[0].ShouldBe(1);
    }

    [Fact]
    public void ASpanOutlivesEvenTheScope()
    {
        Span<float> span;
        using (Memory.Scope())
        {
            span = Tensor.Full([5000], 6f).AsSpan<float>();
        }
        for (var i = 0; i < 10; i++) _ = Tensor.Full([5000], -1f);
        span.IndexOfAnyExcept(6f).ShouldBe(-1);
    }

    [Fact]
    public void ScopesEndInReverseOrder()
    {
        var outer = Memory.Scope();
        var inner = Memory.Scope();
        Should.Throw<InvalidOperationException>(outer.Dispose).Message.ShouldContain("after every scope opened inside it");
        inner.Dispose();
        inner.Dispose();
        outer.Dispose();
        Should.Throw<ObjectDisposedException>(() => outer.Keep(Tensor.Zeros([1])));
    }

    [Fact]
    public void TrainingInsideAScopeKeepsTheGradientsOfLeaves()
    {
        var w = Tensor.Full([100, 100], 2f);
        w.RequiresGrad = true;
        using (Memory.Scope()) (w * w).Sum().Backward();
        w.Grad!.ToArray<float>().ShouldAllBe(g => g == 4);
    }

    [Fact]
    public void TheReportReadsWell()
    {
        _ = Tensor.Zeros([5000]);
        var text = Memory.Report().ToString();
        text.ShouldContain(" MiB, free ");
        text.ShouldContain(" sweeps in ");
    }
}

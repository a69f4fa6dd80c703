using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Tests.Runtime;

/// <summary>On pools of their own, so that tests running beside them do not matter.</summary>
public sealed unsafe class PoolTests
{
    const int MiB = 1 << 20;

    // Ten of them are less than any budget: nothing is swept that a test did not ask for.
    const int Block = 64 << 10;

    readonly Pool pool = new();

    static nint Address(Storage storage)
    {
        fixed (byte* p = storage) return (nint)p;
    }

    [Theory]
    [InlineData(4096), InlineData(4097), InlineData(5000), InlineData(65_536), InlineData(1_000_001), InlineData(3L << 30)]
    public void SizeClassesHoldTheSizeAndWasteAnEighthAtMost(long bytes)
    {
        var (number, capacity) = SizeClass.Of(bytes);
        capacity.ShouldBeInRange(bytes, bytes + bytes / 8 + 64);
        (capacity % 64).ShouldBe(0);
        number.ShouldBeLessThan(SizeClass.Count - 1);
        SizeClass.Of(capacity).ShouldBe((number, capacity));
        SizeClass.Of(capacity + 1).Class.ShouldBe(number + 1);
    }

    [Fact]
    public void MemoryIsAlignedAndAllOfItCanBeWritten()
    {
        foreach (var bytes in new[] { 4096, 4099, 123_457, 3 * MiB })
        {
            var storage = pool.Lend(bytes);
            (Address(storage) % 64).ShouldBe(0);
            fixed (byte* p = storage) new Span<byte>(p, bytes).Fill(0xAB);
            storage.Bytes.ShouldBe(bytes);
        }
    }

    [Fact]
    public void ReleasedMemoryIsLentAgain()
    {
        var first = pool.Lend(10_000);
        var address = Address(first);
        first.Release();
        first.Release(); // a second time does nothing
        var second = pool.Lend(9_900);
        Address(second).ShouldBe(address);
        Address(pool.Lend(10_000)).ShouldNotBe(address);
        pool.Counters.ReleasedAtOnce.ShouldBe(SizeClass.Of(10_000).Bytes);
        Should.Throw<ReleasedException>(() => Address(first)).Message.ShouldContain("Memory.Scope");
    }

    [Fact]
    public void NearlyTwiceTheSizeServesBeforeFreshMemory()
    {
        var large = pool.Lend(2 * Block - Block / 8);
        var address = Address(large);
        large.Release();
        Address(pool.Lend(Block)).ShouldBe(address);
        Address(pool.Lend(Block)).ShouldNotBe(address);
        pool.Lend(2 * Block).Release();
        var before = pool.Counters.Peak;
        pool.Lend(Block + Block / 8);
        pool.Counters.Peak.ShouldBe(before);
        pool.Lend(2 * Block).Release();
        before = pool.Counters.Peak;
        pool.Lend(Block);
        pool.Counters.Peak.ShouldBeGreaterThan(before, "twice the size is the Float32 temporary of a 16-bit tensor");
    }

    [Fact]
    public void ASweepFindsWhatWasDroppedAndOnlyThat()
    {
        var held = pool.Lend(Block);
        fixed (byte* p = held) p[0] = 42;
        for (var i = 0; i < 9; i++) Waste(Block);
        pool.LentBytes.ShouldBe(10L * Block);
        GC.Collect();
        pool.Reclaim();
        pool.LentBytes.ShouldBe(Block);
        pool.Counters.Free.ShouldBe(9L * Block);
        for (var i = 0; i < 9; i++) Waste(Block);
        pool.Counters.Free.ShouldBe(0, "the swept blocks were used again");
        fixed (byte* p = held) p[0].ShouldBe((byte)42);
        GC.KeepAlive(held);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Waste(int bytes = MiB)
    {
        fixed (byte* p = pool.Lend(bytes)) new Span<byte>(p, bytes).Fill(0xFF);
    }

    [Fact]
    public void ExposedMemoryIsNeverLentAgain()
    {
        var span = Exposed();
        GC.Collect();
        pool.Reclaim();
        pool.LentBytes.ShouldBe(0);
        pool.Counters.Free.ShouldBe(0);
        for (var i = 0; i < 5; i++) Waste();
        GC.Collect();
        span.IndexOfAnyExcept((byte)7).ShouldBe(-1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Span<byte> Exposed()
    {
        var storage = pool.Lend(MiB);
        storage.Expose(forWriting: false);
        var span = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref storage.GetPinnableReference(), MiB);
        span.Fill(7);
        return span;
    }

    [Fact]
    public void AnObjectWithAFinalizerMayUseItsMemoryThere()
    {
        var seen = new byte[1];
        Finalizing.Make(pool, seen);
        GC.Collect();
        pool.Reclaim();
        Waste(); // would overwrite it
        GC.WaitForPendingFinalizers();
        seen[0].ShouldBe((byte)5);
    }

    sealed class Finalizing(Storage storage, byte[] seen)
    {
        ~Finalizing()
        {
            fixed (byte* p = storage) seen[0] = p[MiB - 1];
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void Make(Pool pool, byte[] seen)
        {
            var storage = pool.Lend(MiB);
            fixed (byte* p = storage) p[MiB - 1] = 5;
            _ = new Finalizing(storage, seen);
        }
    }

    [Fact]
    public void IdleBlocksAreDroppedAfterSeveralSweeps()
    {
        pool.Lend(MiB).Release();
        for (var i = 0; i < Tuning.Patience; i++) pool.EndSweep();
        pool.Counters.Free.ShouldBe(MiB);
        pool.EndSweep();
        pool.Counters.Free.ShouldBe(0);
        pool.Lend(MiB).Release();
        pool.Sweeper.Everything();
        pool.Counters.Free.ShouldBe(0);
    }

    [Fact]
    public void MoreThanAStorageCanHoldIsSaid() =>
        Should.Throw<FlintException>(() => pool.Lend(1L << 46)).Message.ShouldContain("70368744177664 bytes is more than");
}

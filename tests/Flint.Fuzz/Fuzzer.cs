using System.Diagnostics;

namespace Flint.Fuzz;

/// <summary>What a run found.</summary>
/// <param name="Accepted">Cases that were still readable.</param>
/// <param name="Refused">Cases answered by a typed error.</param>
/// <param name="Failures">Cases that broke the reader, at most ten.</param>
public sealed record FuzzResult(long Accepted, long Refused, IReadOnlyList<string> Failures);

/// <summary>Feeds damaged files to a reader, which must succeed or give a typed error, in bounded time and memory.</summary>
public static class Fuzzer
{
    const long AllowedBytes = 64L << 20;
    static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public static FuzzResult Run(FuzzTarget target, long count, int seed, long first = 0)
    {
        var mutator = new Mutator(target.Seeds(), seed);
        var failures = new List<string>();
        long accepted = 0, refused = 0, current = first, began = Stopwatch.GetTimestamp();
        // A reader that never returns cannot be reported by the thread it holds.
        using var watchdog = new Timer(_ =>
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref began)) > Hang)
                Environment.FailFast($"{target.Name}: case {Volatile.Read(ref current)} of seed {seed} does not end.");
        }, null, Hang, TimeSpan.FromSeconds(1));
        for (; current < first + count && failures.Count < 10; current++)
        {
            var bytes = mutator.Case(current);
            if (target.Repair is not null && current % 2 == 0) bytes = target.Repair(bytes);
            Volatile.Write(ref began, Stopwatch.GetTimestamp());
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target.Read(bytes);
                accepted++;
            }
            catch (Exception e) when (e is FlintException or Imaging.ImageFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                failures.Add($"case {current} of seed {seed}: {e}");
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > AllowedBytes) failures.Add($"case {current} of seed {seed}: {bytes.Length} bytes of input took {allocated} bytes of memory");
        }
        return new(accepted, refused, failures);
    }
}

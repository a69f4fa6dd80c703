namespace Flint;

/// <summary>The threads that operations use. Results do not depend on how many there are.</summary>
public static class Threads
{
    static int count = 1;

    /// <summary>How many threads operations may use, 1 or more; at start <c>FLINT_THREADS</c>, else the number of processors.</summary>
    public static int Count
    {
        get => count;
        set => count = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads.Count must be 1 or more.");
    }

    /// <summary>
    /// Runs <paramref name="body"/> over [0, count) in pieces of <paramref name="grain"/> (the last may be shorter). Pieces
    /// never depend on <see cref="Count"/>. The first exception of a piece is rethrown here.
    /// </summary>
    internal static void For<TBody>(long count, long grain, ref TBody body) where TBody : struct, IRangeBody
    {
        for (long start = 0; start < count; start += grain) body.Run(start, Math.Min(start + grain, count));
    }
}

/// <summary>Work on one piece [start, end) of a range. The struct is copied to each thread; it holds pointers and sizes only.</summary>
interface IRangeBody
{
    void Run(long start, long end);
}

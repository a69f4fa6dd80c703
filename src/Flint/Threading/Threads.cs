using System.Globalization;

namespace Flint;

/// <summary>The threads that operations use. Results do not depend on how many there are, bit for bit.</summary>
public static class Threads
{
    const int Most = 1024;
    static readonly Team team = new();
    static int count;

    /// <summary>
    /// How many threads one operation may use, 1 to 1024; may be changed at any time, and the next operation follows. At
    /// start it is the environment variable <c>FLINT_THREADS</c>, else the number of processors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not 1 to 1024.</exception>
    /// <exception cref="FlintException">On first use: <c>FLINT_THREADS</c> is set to something else than a number from 1 to 1024.</exception>
    public static int Count
    {
        get => count != 0 ? count : count = AtStart(Environment.GetEnvironmentVariable("FLINT_THREADS"));
        set => count = value is >= 1 and <= Most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Threads.Count must be from 1 to {Most}.");
    }

    /// <summary>
    /// Runs <paramref name="body"/> over [0, count) in pieces of <paramref name="grain"/> (the last may be shorter). Pieces
    /// never depend on <see cref="Count"/>. A call from inside a piece, or while another thread's call has the workers, runs
    /// its pieces in order on the caller. The exception of the first piece that failed is rethrown here.
    /// </summary>
    internal static void For<TBody>(long count, long grain, ref TBody body) where TBody : struct, IRangeBody
    {
        if (count <= grain)
        {
            if (count > 0) body.Run(0, count);
            return;
        }
        var helpers = (int)Math.Min(Count, (count - 1) / grain + 1) - 1;
        if (helpers > 0 && team.TryEnter())
        {
            team.Run(Job<TBody>.Begin(body, count, grain), helpers);
            return;
        }
        for (long start = 0; start < count; start += grain) body.Run(start, Math.Min(start + grain, count));
    }

    internal static int AtStart(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) return Math.Clamp(Environment.ProcessorCount, 1, Most);
        return int.TryParse(setting, NumberStyles.Integer, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= Most
            ? threads
            : throw new FlintException($"FLINT_THREADS must be a whole number from 1 to {Most}, but is '{setting}': correct or unset it.");
    }
}

/// <summary>Work on one piece [start, end) of a range. The struct is copied to each thread; it holds pointers and sizes only.</summary>
interface IRangeBody
{
    void Run(long start, long end);
}

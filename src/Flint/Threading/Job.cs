using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Flint;

/// <summary>A range that several threads work off, each claiming the next piece from a shared counter.</summary>
abstract class Job
{
    protected long Count, Grain;
    Padded next;
    Exception? error;
    long errorAt;

    /// <summary>Runs pieces until none is left.</summary>
    internal abstract void Work();

    /// <summary>Forgets the body and rethrows the failure of the first piece that failed, if any.</summary>
    internal abstract void End();

    protected void Restart(long count, long grain) => (Count, Grain, next.Value, error) = (count, grain, 0, null);

    protected bool Claim(out long start, out long end)
    {
        start = Interlocked.Add(ref next.Value, Grain) - Grain;
        end = Math.Min(start + Grain, Count);
        return start < Count;
    }

    protected void Fail(long start, Exception exception)
    {
        lock (this)
        {
            // Pieces are claimed in order, so every earlier one still runs to its end: the first failure is always found.
            if (error is null || start < errorAt) (error, errorAt) = (exception, start);
        }
        Volatile.Write(ref next.Value, Count);
    }

    protected void Rethrow()
    {
        if (error is { } failure)
        {
            error = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>A counter alone on its cache line (and the neighbour the prefetcher pulls in).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Padded
    {
        [FieldOffset(128)] internal long Value;
    }
}

/// <summary>The job of one kind of body. There is one team, so one instance per body type serves every call without allocation.</summary>
sealed class Job<TBody> : Job where TBody : struct, IRangeBody
{
    static readonly Job<TBody> shared = new();
    TBody body;

    /// <summary>Only for the thread that entered the team.</summary>
    internal static Job Begin(in TBody body, long count, long grain)
    {
        shared.body = body;
        shared.Restart(count, grain);
        return shared;
    }

    internal override void Work()
    {
        var own = body;
        long start = 0;
        try
        {
            while (Claim(out start, out var end)) own.Run(start, end);
        }
        catch (Exception exception)
        {
            Fail(start, exception);
        }
    }

    internal override void End()
    {
        body = default;
        Rethrow();
    }
}

namespace Flint;

/// <summary>A reading of the pool of tensor memory (tensors below 1 KiB live on the ordinary heap and are not counted).</summary>
public sealed record MemoryReport
{
    internal MemoryReport(PoolCounters counters, TimeSpan gcPause)
    {
        LiveBytes = counters.Lent;
        FreeBytes = counters.Free;
        PeakBytes = counters.Peak;
        HandedOutBytes = counters.HandedOut;
        ReleasedAtOnceBytes = counters.ReleasedAtOnce;
        SweptBytes = counters.Swept;
        Sweeps = counters.Sweeps;
        SweepTime = counters.SweepTime;
        GcPause = gcPause;
    }

    /// <summary>Bytes that tensors hold, including those dropped since the last sweep.</summary>
    public long LiveBytes { get; }

    /// <summary>Bytes kept ready to be used again.</summary>
    public long FreeBytes { get; }

    /// <summary>The most that live and free bytes together have been.</summary>
    public long PeakBytes { get; }

    /// <summary>Bytes handed out since the start.</summary>
    public long HandedOutBytes { get; }

    /// <summary>Of <see cref="HandedOutBytes"/>, what the engine or a scope gave back itself.</summary>
    public long ReleasedAtOnceBytes { get; }

    /// <summary>Of <see cref="HandedOutBytes"/>, what sweeps found after the program had dropped it.</summary>
    public long SweptBytes { get; }

    /// <summary>How often memory was swept.</summary>
    public long Sweeps { get; }

    /// <summary>Time spent in sweeps, the collections they asked for included.</summary>
    public TimeSpan SweepTime { get; }

    /// <summary>Time for which the garbage collector has paused the process, for whatever reason.</summary>
    public TimeSpan GcPause { get; }

    /// <summary>Two lines for people.</summary>
    public override string ToString() =>
        $"""
        live {Mebi(LiveBytes)}, free {Mebi(FreeBytes)}, peak {Mebi(PeakBytes)}; handed out {Mebi(HandedOutBytes)}: {Share(ReleasedAtOnceBytes)} back at once, {Share(SweptBytes)} by sweep
        {Sweeps} sweeps in {SweepTime.TotalMilliseconds:f1} ms; garbage collection paused {GcPause.TotalMilliseconds:f1} ms
        """;

    static string Mebi(long bytes) => $"{bytes / 1048576.0:f1} MiB";

    string Share(long bytes) => $"{(HandedOutBytes == 0 ? 0 : 100.0 * bytes / HandedOutBytes):f0}%";
}

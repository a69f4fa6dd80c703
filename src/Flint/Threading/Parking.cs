using System.Diagnostics;

namespace Flint;

/// <summary>The place where one thread waits for a condition: it spins shortly, then sleeps until <see cref="Wake"/>.</summary>
sealed class Parking
{
    static readonly long patience = Stopwatch.Frequency / 20_000; // 50 us: longer than the usual gap between two operations

    readonly object gate = new();
    bool woken;
    int parked;

    /// <summary>Returns when <paramref name="condition"/> no longer holds.</summary>
    internal void WaitWhile<T>(T subject, Func<T, bool> condition, bool spin)
    {
        if (spin && Spin(subject, condition)) return;
        while (condition(subject))
        {
            Interlocked.Exchange(ref parked, 1);
            // Looking again after the flag is up: whoever changes the condition from now on sees the flag.
            if (!condition(subject) && Interlocked.Exchange(ref parked, 0) == 1) return;
            Sleep();
        }
    }

    /// <summary>Call after an interlocked change of the condition.</summary>
    internal void Wake()
    {
        if (Volatile.Read(ref parked) == 1 && Interlocked.Exchange(ref parked, 0) == 1) Rouse();
    }

    void Sleep()
    {
        lock (gate)
        {
            while (!woken) Monitor.Wait(gate);
            woken = false;
        }
    }

    void Rouse()
    {
        lock (gate)
        {
            woken = true;
            Monitor.Pulse(gate);
        }
    }

    static bool Spin<T>(T subject, Func<T, bool> condition)
    {
        var since = Stopwatch.GetTimestamp();
        do
        {
            for (var i = 0; i < 16; i++)
            {
                if (!condition(subject)) return true;
                Thread.SpinWait(4);
            }
        }
        while (Stopwatch.GetTimestamp() - since < patience);
        return false;
    }
}

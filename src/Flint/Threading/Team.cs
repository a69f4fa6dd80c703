namespace Flint;

/// <summary>
/// The worker threads. One job at a time: the caller publishes it with a number of free seats, works along, closes the seats
/// and waits for those who took one. Workers only help, so a late or missed wake-up costs time, never correctness.
/// </summary>
sealed class Team
{
    const long OneSeat = 1L << 16, Seats = 0xFFFF0000, Seated = 0xFFFF;

    [ThreadStatic] static bool working;

    readonly Parking callerPlace = new();
    Worker[] workers = [];
    Job? job;
    int taken;

    // generation << 32 | free seats << 16 | seats taken: one word, so that taking a seat and closing cannot race.
    long state;

    long Generation => Volatile.Read(ref state) >> 32;

    bool AnySeated => (Volatile.Read(ref state) & Seated) != 0;

    /// <summary>True when this thread now has the team; false inside a piece or while another caller has it.</summary>
    internal bool TryEnter() => !working && taken == 0 && Interlocked.CompareExchange(ref taken, 1, 0) == 0;

    /// <summary>Works the job off with up to <paramref name="helpers"/> workers, then leaves the team.</summary>
    internal void Run(Job next, int helpers)
    {
        try
        {
            if (workers.Length < helpers) Hire(helpers);
            job = next;
            Interlocked.Exchange(ref state, (Generation + 1) << 32 | helpers * OneSeat);
            for (var i = 0; i < helpers; i++) workers[i].Place.Wake();

            working = true;
            next.Work();
            working = false;

            Interlocked.And(ref state, ~Seats);
            callerPlace.WaitWhile(this, static team => team.AnySeated, spin: true);
            next.End();
        }
        finally
        {
            Volatile.Write(ref taken, 0);
        }
    }

    void Hire(int count)
    {
        var all = new Worker[count];
        for (var i = 0; i < count; i++) all[i] = i < workers.Length ? workers[i] : new Worker(this, i);
        workers = all;
    }

    /// <summary>A background thread that waits for a new generation, takes a seat if one is free, and works.</summary>
    sealed class Worker
    {
        readonly Team team;
        readonly int index;
        long seen;

        internal Worker(Team team, int index)
        {
            (this.team, this.index) = (team, index);
            seen = team.Generation;
            new Thread(Loop) { IsBackground = true, Name = $"Flint worker {index + 1}" }.UnsafeStart();
        }

        internal Parking Place { get; } = new();

        void Loop()
        {
            working = true;
            while (true)
            {
                Place.WaitWhile(this, static worker => worker.team.Generation == worker.seen, spin: index < Threads.Count - 1);
                if (!TakeSeat()) continue;
                team.job!.Work();
                if ((Interlocked.Decrement(ref team.state) & (Seats | Seated)) == 0) team.callerPlace.Wake();
            }
        }

        bool TakeSeat()
        {
            var s = Volatile.Read(ref team.state);
            seen = s >> 32;
            while ((s & Seats) != 0 && s >> 32 == seen)
            {
                var now = Interlocked.CompareExchange(ref team.state, s - OneSeat + 1, s);
                if (now == s) return true;
                s = now;
            }
            return false;
        }
    }
}

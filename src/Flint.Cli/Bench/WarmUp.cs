using System.Diagnostics;
using System.Runtime;

namespace Flint.Cli.Bench;

/// <summary>
/// Steps before the clock starts. .NET compiles what runs often twice more, in the background, so the first second or more of a
/// process shows code that a training of minutes never runs. On one processor the compiler waits for the steps to leave it: pauses let it in.
/// </summary>
static class WarmUp
{
    const int LeastSteps = 5, QuietRounds = 3;

    // The calls of a method are counted after a time without new code, 100 ms on one processor (see Flint.Cli.csproj); 30 of them have it compiled again.
    const double RoundSeconds = 0.1, MostSeconds = 6;
    const int PauseMs = 120;

    /// <summary>Takes steps until nothing has been compiled for some rounds.</summary>
    internal static void Run(Action<int> step)
    {
        var clock = Stopwatch.StartNew();
        var (steps, quiet, compiled) = (0, 0, 0L);
        while (steps < LeastSteps || (quiet < QuietRounds && clock.Elapsed.TotalSeconds < MostSeconds))
        {
            var round = Stopwatch.StartNew();
            do step(steps++);
            while (round.Elapsed.TotalSeconds < RoundSeconds);
            Thread.Sleep(PauseMs);
            var now = JitInfo.GetCompiledMethodCount();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
        }
    }
}

namespace Flint.Cli.Bench;

/// <summary>Operations so small that their time is what Flint does around the kernel: checks, memory, dispatch, the tape.</summary>
static class OverheadWorkloads
{
    // A step is timed alone, and the clock takes about 20 ns.
    const int Calls = 1000;

    internal static (string, Func<Workload>)[] All { get; } = [("small-add", () => Add(tape: false)), ("small-add-tape", () => Add(tape: true))];

    /// <summary>a + b of 16 floats; with the tape, a is a parameter.</summary>
    static Workload Add(bool tape)
    {
        var (a, b) = (Tensor.RandN([16]), Tensor.RandN([16]));
        a.RequiresGrad = tape;
        return new(step =>
        {
            for (var i = 0; i < Calls; i++) a.Add(b);
        })
        { Samples = Calls, Unit = "calls" };
    }
}

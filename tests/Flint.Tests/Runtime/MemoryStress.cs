using System.Runtime.CompilerServices;

namespace Flint.Tests.Runtime;

/// <summary>
/// With <c>FLINT_TEST_STRESS=1</c> the whole suite runs while a thread collects and sweeps without pause and everything that
/// comes back is poisoned: an operation that lets go of a tensor too early gives NaN instead of a rare wrong number.
/// </summary>
static class MemoryStress
{
    [ModuleInitializer]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("FLINT_TEST_STRESS") == "1") Start(() => false);
    }

    /// <summary>Sweeps on a thread of its own until told to stop.</summary>
    internal static Thread Start(Func<bool> stop)
    {
        Pool.Shared.Poisons = true;
        var thread = new Thread(() =>
        {
            for (var i = 0; !stop(); i++)
            {
                GC.Collect(i % 8 == 0 ? 1 : 0);
                Pool.Shared.Reclaim();
                Thread.Sleep(0); // or the program would hardly run between two collections
            }
        }) { IsBackground = true };
        thread.Start();
        return thread;
    }
}

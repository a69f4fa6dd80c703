namespace Flint.Kernels;

/// <summary>How many items one piece of parallel work takes. Depends on sizes alone, so that results never depend on threads.</summary>
static class Grain
{
    const long Elements = 32 * 1024;

    /// <summary>Items of <paramref name="work"/> elements each, for about 32 Ki elements a piece.</summary>
    internal static long Of(long work) => Math.Max(1, Elements / Math.Max(1, work));
}

namespace Flint;

/// <summary>
/// The memory of tensors. Nothing has to be disposed: what the engine alone can see is reused at once, what a program has
/// dropped is found by sweeps, and the garbage collector stands behind both.
/// </summary>
public static class Memory
{
    /// <summary>What is in use, what is idle, and what the upkeep has cost so far.</summary>
    public static MemoryReport Report() => new(Pool.Shared.Counters, GC.GetTotalPauseDuration());

    /// <summary>Opens a scope: what this thread makes inside gives its memory back at the end, except what is kept.</summary>
    public static MemoryScope Scope() => new();

    /// <summary>Finds all memory that no tensor reaches and leaves everything idle to the garbage collector. Takes milliseconds.</summary>
    public static void Trim() => Pool.Shared.Sweeper.Everything();

    /// <summary>
    /// A step of some loop is over: a good moment to sweep, if enough has gathered. Flint's optimisers and loaders call it;
    /// call it in loops of your own that have neither and hold much memory.
    /// </summary>
    public static void StepBoundary() => Pool.Shared.Sweeper.AtBoundary();
}

namespace Flint;

/// <summary>
/// Optional: tensors made on this thread while the scope is open give their memory back when it ends, without waiting for a
/// sweep. For loops that must have a flat and predictable memory, such as a server's requests.
/// </summary>
/// <remarks>Made by <see cref="Memory.Scope"/>; scopes nest and end in reverse order, on their thread.</remarks>
public sealed class MemoryScope : IDisposable
{
    [ThreadStatic] static MemoryScope? innermost;

    readonly HashSet<Storage> kept = [];
    readonly MemoryScope? outer;
    readonly int mark;
    readonly int thread = Environment.CurrentManagedThreadId;
    bool ended;

    internal MemoryScope()
    {
        outer = innermost;
        innermost = this;
        mark = AllocationLog.Begin();
    }

    /// <summary>Lets <paramref name="tensor"/>, and all that share its memory, outlive this scope; an outer scope still ends it.</summary>
    /// <returns>The tensor itself: <c>return scope.Keep(net.Forward(x));</c></returns>
    public Tensor Keep(Tensor tensor)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        kept.Add(tensor.Storage);
        return tensor;
    }

    /// <summary>Lets a tensor that belongs to no scope, though made inside some, outlive all that are open on this thread.</summary>
    internal static Tensor KeepInAll(Tensor tensor)
    {
        for (var scope = innermost; scope is not null; scope = scope.outer) scope.kept.Add(tensor.Storage);
        return tensor;
    }

    /// <summary>Ends the scope. A tensor that was made inside and not kept throws <see cref="ReleasedException"/> when used again.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is another thread than the one that opened the scope.</exception>
    public void Dispose()
    {
        if (ended) return;
        if (thread != Environment.CurrentManagedThreadId || innermost != this)
            throw new InvalidOperationException("A Memory.Scope must end on the thread that opened it and after every scope opened inside it.");
        ended = true;
        innermost = outer;
        var surviving = new List<Storage>();
        foreach (var storage in AllocationLog.Since(mark))
        {
            if (kept.Contains(storage)) surviving.Add(storage);
            else storage.Release();
        }
        AllocationLog.End(mark);
        foreach (var storage in surviving) AllocationLog.Note(storage); // the outer scope's now, if there is one
    }
}

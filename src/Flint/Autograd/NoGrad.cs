namespace Flint;

/// <summary>While alive, this thread records nothing: <c>using (new NoGrad()) ...</c>. Nests.</summary>
/// <remarks>It belongs to the thread that made it: in asynchronous code, let no <c>await</c> come between the making and the end.</remarks>
public sealed class NoGrad : IDisposable
{
    [ThreadStatic] static NoGrad? innermost;

    readonly int thread = Environment.CurrentManagedThreadId;
    readonly NoGrad? outer;
    volatile bool isOpen = true;

    /// <summary>Stops recording on this thread.</summary>
    public NoGrad()
    {
        outer = innermost;
        innermost = this;
    }

    internal static bool IsOpenHere => innermost is { } last && (last.isOpen || IsAnyOpen());

    /// <summary>Goes back to the state before.</summary>
    /// <exception cref="InvalidOperationException">This is another thread than the one that made it; that one records again.</exception>
    public void Dispose()
    {
        if (!isOpen) return;
        isOpen = false;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException(
                "A NoGrad must end on the thread that it was made on, and this is another: between the two, this thread has recorded. Make it after the last `await`, or one on each side.");
        if (innermost == this) innermost = outer;
    }

    /// <summary>Those that have ended, here or on a foreign thread, are dropped on the way.</summary>
    static bool IsAnyOpen()
    {
        while (innermost is { isOpen: false }) innermost = innermost.outer;
        return innermost is not null;
    }
}

namespace Flint;

/// <summary>Says, while alive, whether this thread records: <see cref="NoGrad"/> does not, <see cref="EnableGrad"/> does. The innermost counts.</summary>
/// <remarks>It belongs to the thread that made it: in asynchronous code, let no <c>await</c> come between the making and the end.</remarks>
public abstract class GradMode : IDisposable
{
    [ThreadStatic] static GradMode? innermost;

    readonly bool records;
    readonly int thread = Environment.CurrentManagedThreadId;
    readonly GradMode? outer;
    volatile bool isOpen = true;

    private protected GradMode(bool records)
    {
        this.records = records;
        outer = innermost;
        innermost = this;
    }

    internal static bool Records => innermost is not { } last || (last.isOpen ? last.records : AfterEnded());

    /// <summary>Goes back to the state before.</summary>
    /// <exception cref="InvalidOperationException">This is another thread than the one that made it; that one goes back too.</exception>
    public void Dispose()
    {
        if (!isOpen) return;
        isOpen = false;
        GC.SuppressFinalize(this);
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException(
                $"A {GetType().Name} must end on the thread that it was made on, and this is another: between the two, this thread has {(records ? "not recorded" : "recorded")}. Make it after the last `await`, or one on each side.");
        if (innermost == this) innermost = outer;
    }

    /// <summary>Those that have ended, here or on a foreign thread, are dropped on the way.</summary>
    static bool AfterEnded()
    {
        while (innermost is { isOpen: false }) innermost = innermost.outer;
        return innermost?.records ?? true;
    }
}

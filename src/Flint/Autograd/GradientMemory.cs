namespace Flint;

/// <summary>What the tape knows of a storage.</summary>
struct GradientUse
{
    /// <summary>Gradients that have arrived somewhere and wait.</summary>
    internal int Pending;

    /// <summary>Allocated by one of Flint's own rules: nobody outside of the pass can hold it.</summary>
    internal bool IsPrivate;

    /// <summary>Became the gradient of a leaf.</summary>
    internal bool IsTaken;

    /// <summary>Code outside of Flint has seen it, and may hold it.</summary>
    internal bool IsShown;

    /// <summary>Tensors on this memory that are leaves of the tape.</summary>
    internal short Leaves;
}

/// <summary>
/// Gives memory back during a backward pass: what a rule allocated and did not return right after it, a gradient once the last
/// operation that reads it has run. Rules written outside of Flint may keep what they see, so nothing of theirs is touched.
/// </summary>
/// <param name="reuses">False where the gradients are themselves recorded: all of them may be read again.</param>
sealed class GradientMemory(bool reuses)
{
    int mark;
    bool isOwn;

    internal void BeginRule(bool isOwn, Tensor gradient)
    {
        if (!reuses) return;
        this.isOwn = isOwn;
        mark = AllocationLog.Begin();
        if (!isOwn) Show(gradient);
    }

    /// <summary>Code outside of Flint sees this gradient, and may keep it.</summary>
    internal static void Show(Tensor gradient)
    {
        gradient.Storage.Use.IsPrivate = false;
        gradient.Storage.Use.IsShown = true;
    }

    internal void EndRule(Tensor gradient)
    {
        if (!reuses)
        {
            Drop(gradient);
            return;
        }
        if (isOwn)
            foreach (var storage in AllocationLog.Since(mark))
            {
                if (storage.Use.Pending > 0) storage.Use.IsPrivate = true;
                else if (!storage.Use.IsTaken) storage.Release();
            }
        AllocationLog.End(mark);
        Drop(gradient);
        if (gradient.Storage.Use is { Pending: 0, IsPrivate: true, IsTaken: false }) gradient.Storage.Release();
    }

    /// <summary>A rule failed: what it allocated is left to the garbage collector.</summary>
    internal void Abandon()
    {
        if (reuses) AllocationLog.End(mark);
    }

    /// <summary>Counts a waiting gradient on its memory.</summary>
    internal Tensor Hold(Tensor gradient)
    {
        gradient.Storage.Use.Pending++;
        return gradient;
    }

    internal void Drop(Tensor gradient) => gradient.Storage.Use.Pending--;

    /// <summary>True where nothing else reads this waiting gradient's memory, so that another may be added in place.</summary>
    internal bool IsSole(Tensor gradient) => gradient.IsContiguous && gradient.Storage.Use is { Pending: 1, IsPrivate: true, IsTaken: false };

    /// <summary>A tensor for a leaf to keep: the gradient itself where the running rule made it for this leaf alone, else a copy.</summary>
    internal Tensor Take(Tensor gradient)
    {
        var isFresh = isOwn && gradient.IsContiguous && gradient.Storage.Use is { Pending: 0, IsTaken: false } && IsOfRunningRule(gradient.Storage);
        var taken = isFresh ? gradient : gradient.Clone();
        taken.Storage.Use.IsTaken = true;
        return taken;
    }

    /// <summary>A gradient that the caller of the pass gets: no view of a value that is repeated, no memory that another keeps.</summary>
    internal Tensor Give(Tensor gradient)
    {
        if (!reuses) return gradient;
        var given = gradient.IsContiguous && gradient.Storage.Use is { IsPrivate: true, IsTaken: false } ? gradient : gradient.Clone();
        given.Storage.Use.IsTaken = true;
        return given;
    }

    bool IsOfRunningRule(Storage storage)
    {
        foreach (var allocated in AllocationLog.Since(mark))
            if (ReferenceEquals(allocated, storage)) return true;
        return false;
    }
}

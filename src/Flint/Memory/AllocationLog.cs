using System.Runtime.InteropServices;

namespace Flint;

/// <summary>
/// The storages that this thread allocated since a mark, so that what nobody outside can see is given back together.
/// Marks nest: a backward pass inside a user's scope takes its own part off the end.
/// </summary>
static class AllocationLog
{
    [ThreadStatic] static List<Storage>? entries;
    [ThreadStatic] static int depth;

    /// <summary>Called for every allocation; does nothing outside of a mark.</summary>
    internal static void Note(Storage storage)
    {
        if (depth > 0) entries!.Add(storage);
    }

    /// <summary>Starts a part of the log; the result goes to <see cref="End"/>.</summary>
    internal static int Begin()
    {
        entries ??= [];
        depth++;
        return entries.Count;
    }

    /// <summary>The storages since the mark, in order; valid until the next allocation.</summary>
    internal static ReadOnlySpan<Storage> Since(int mark) => CollectionsMarshal.AsSpan(entries!)[mark..];

    /// <summary>Ends the part and forgets its storages; the pool still knows each by its weak handle.</summary>
    internal static void End(int mark)
    {
        depth--;
        entries!.RemoveRange(mark, entries.Count - mark);
    }
}

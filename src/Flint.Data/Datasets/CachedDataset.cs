using System.Runtime.CompilerServices;

namespace Flint.Data;

/// <summary>Keeps every example once it was made.</summary>
sealed class CachedDataset(Dataset source) : Dataset
{
    readonly StrongBox<Example>?[] made = new StrongBox<Example>?[source.Count];

    public override int Count => made.Length;

    public override IReadOnlyList<string> Classes => source.Classes;

    public override Example this[int index]
    {
        get
        {
            CheckIndex(index);
            if (Volatile.Read(ref made[index]) is { } known) return known.Value;
            // Not under a lock: several workers make examples at a time. The first to have made one decides.
            var example = new StrongBox<Example>(source[index]);
            return (Interlocked.CompareExchange(ref made[index], example, null) ?? example).Value;
        }
    }
}

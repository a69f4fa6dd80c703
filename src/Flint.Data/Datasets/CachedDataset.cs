namespace Flint.Data;

/// <summary>Keeps every example once it was made.</summary>
sealed class CachedDataset(Dataset source) : Dataset
{
    readonly Example?[] made = new Example?[source.Count];

    public override int Count => made.Length;

    public override IReadOnlyList<string> Classes => source.Classes;

    public override Example this[int index]
    {
        get
        {
            CheckIndex(index);
            lock (made) return made[index] ??= source[index];
        }
    }
}

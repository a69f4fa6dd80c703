namespace Flint.Data;

/// <summary>One data set after another.</summary>
sealed class ConcatDataset(Dataset first, Dataset second) : Dataset
{
    public override int Count => checked(first.Count + second.Count);

    public override IReadOnlyList<string> Classes => first.Classes;

    public override Example this[int index]
    {
        get
        {
            CheckIndex(index);
            return index < first.Count ? first[index] : second[index - first.Count];
        }
    }
}

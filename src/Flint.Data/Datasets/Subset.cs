namespace Flint.Data;

/// <summary>Chosen examples of another data set.</summary>
sealed class Subset : Dataset
{
    readonly Dataset whole;
    readonly int[] chosen;

    internal Subset(Dataset whole, int[] chosen)
    {
        foreach (var index in chosen)
            if ((uint)index >= (uint)whole.Count)
                throw new TensorIndexException($"A subset asks for example {index} of a data set of {whole.Count}: use 0 to {whole.Count - 1}.");
        (this.whole, this.chosen) = (whole, chosen);
    }

    public override int Count => chosen.Length;

    public override IReadOnlyList<string> Classes => whole.Classes;

    public override Example this[int index]
    {
        get
        {
            CheckIndex(index);
            return whole[chosen[index]];
        }
    }

    public override Batch Get(ReadOnlySpan<int> indices)
    {
        var mapped = new int[indices.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            CheckIndex(indices[i]);
            mapped[i] = chosen[indices[i]];
        }
        return whole.Get(mapped);
    }
}

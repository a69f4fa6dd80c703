namespace Flint.Data;

/// <summary>Passes whole batches through a function.</summary>
sealed class MappedDataset(Dataset source, Func<Batch, Batch> transform) : Dataset
{
    public override int Count => source.Count;

    public override IReadOnlyList<string> Classes => source.Classes;

    public override Example this[int index]
    {
        get
        {
            var (inputs, targets) = Get([index]);
            return new(Rows.At(inputs, 0), Rows.At(targets, 0));
        }
    }

    public override Batch Get(ReadOnlySpan<int> indices) => transform(source.Get(indices));
}

/// <summary>Passes examples through a function, one by one.</summary>
sealed class MappedExamples(Dataset source, Func<Example, Example> transform) : Dataset
{
    public override int Count => source.Count;

    public override IReadOnlyList<string> Classes => source.Classes;

    public override Example this[int index] => transform(source[index]);
}

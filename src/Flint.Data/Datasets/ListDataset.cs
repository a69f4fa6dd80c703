namespace Flint.Data;

/// <summary>Examples that are in memory already: <c>new ListDataset([new(x0, 1), new(x1, 0)])</c>.</summary>
/// <param name="examples">All of equal shapes.</param>
/// <param name="classes">The names of the classes; empty where targets are not classes.</param>
public sealed class ListDataset(IReadOnlyList<Example> examples, IReadOnlyList<string>? classes = null) : Dataset
{
    /// <inheritdoc/>
    public override int Count => examples.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = classes ?? [];

    /// <inheritdoc/>
    public override Example this[int index]
    {
        get
        {
            CheckIndex(index);
            return examples[index];
        }
    }
}

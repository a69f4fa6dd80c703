namespace Flint.Data;

/// <summary>Some examples of a data set side by side: <c>var (images, labels) = batch</c>.</summary>
/// <param name="Inputs">What the model is given, the example first: [n, ...].</param>
/// <param name="Targets">What it should answer: class numbers [n] as Int64, or values [n, ...].</param>
public sealed record Batch(Tensor Inputs, Tensor Targets)
{
    /// <summary>The number of examples.</summary>
    public int Count => Inputs.Size(0);
}

namespace Flint.Data;

/// <summary>One example of a data set.</summary>
/// <param name="Input">What the model is given, without a batch dimension.</param>
/// <param name="Target">What it should answer.</param>
public readonly record struct Example(Tensor Input, Tensor Target);

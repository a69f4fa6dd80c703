namespace Flint.NN;

/// <summary>What a loss does with its values per sample or element.</summary>
public enum Reduction
{
    /// <summary>Their mean, a scalar; weighted, where the loss has class weights.</summary>
    Mean,

    /// <summary>Their sum, a scalar.</summary>
    Sum,

    /// <summary>Nothing: they are returned one by one.</summary>
    None,

    /// <summary>Their sum over the size of the first dimension, a scalar.</summary>
    BatchMean,
}

namespace Flint.NN;

/// <summary>Which side of a weight the variance is kept on.</summary>
public enum FanMode
{
    /// <summary>Inputs of an output: keeps the variance of the forward pass.</summary>
    FanIn,

    /// <summary>Outputs of an input: keeps the variance of the backward pass.</summary>
    FanOut,
}

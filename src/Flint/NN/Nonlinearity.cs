namespace Flint.NN;

/// <summary>The activation that follows a weight, for its gain.</summary>
public enum Nonlinearity
{
    /// <summary>None; gain 1.</summary>
    Linear,

    /// <summary>Gain 1.</summary>
    Sigmoid,

    /// <summary>Gain 5/3.</summary>
    Tanh,

    /// <summary>Gain √2.</summary>
    Relu,

    /// <summary>Gain √(2 / (1 + slope²)).</summary>
    LeakyRelu,

    /// <summary>Gain 3/4.</summary>
    Selu,
}

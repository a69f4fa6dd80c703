namespace Flint.NN;

/// <summary>What a convolution layer finds beyond the edge of its input.</summary>
public enum PaddingMode
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The input mirrored at its outermost elements, which are not repeated.</summary>
    Reflect,

    /// <summary>The outermost element.</summary>
    Replicate,

    /// <summary>The input from its other end.</summary>
    Circular,
}

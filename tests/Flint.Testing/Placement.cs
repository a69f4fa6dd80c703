namespace Flint.Testing;

/// <summary>How a test input lies in memory.</summary>
public enum Placement
{
    /// <summary>Row-major from the start of its storage.</summary>
    Contiguous,

    /// <summary>Column-major: every dimension in the opposite order.</summary>
    Transposed,

    /// <summary>Every second element of a larger array, from an offset; NaN (or 77) in the gaps.</summary>
    Strided,

    /// <summary>The first dimension repeated with stride 0.</summary>
    Expanded,
}

namespace Flint.LinearAlgebra;

/// <summary>Which norm of a matrix.</summary>
public enum MatrixNormKind
{
    /// <summary>The root of the sum of squares (Frobenius).</summary>
    Fro,

    /// <summary>The sum of the singular values.</summary>
    Nuc,

    /// <summary>The largest singular value.</summary>
    Two,

    /// <summary>The smallest singular value.</summary>
    MinusTwo,

    /// <summary>The largest sum of absolute values of a column.</summary>
    One,

    /// <summary>The largest sum of absolute values of a row.</summary>
    Inf,
}

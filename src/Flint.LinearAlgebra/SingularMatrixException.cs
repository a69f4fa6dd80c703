namespace Flint.LinearAlgebra;

/// <summary>A matrix of the batch has no inverse, or no Cholesky factor; the message names it and the pivot at which that came out.</summary>
public sealed class SingularMatrixException(string message) : FlintException(message);

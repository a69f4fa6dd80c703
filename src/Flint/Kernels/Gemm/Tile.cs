namespace Flint.Kernels;

/// <summary>A register tile: the innermost product, which keeps its whole block of C in registers while it walks along k.</summary>
unsafe interface ITile<T> where T : unmanaged
{
    /// <summary>Rows of C per tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of C per tile: two vectors.</summary>
    static abstract int Columns { get; }

    /// <summary>
    /// <c>C[i, j] = start[i, j] + sum over p of A[i, p] B[p, j]</c> for the whole tile, then ReLU where asked. A's element is
    /// <c>a[i aRow + p aStep]</c>, B is a packed panel. <c>start</c> may be C itself, zeros, or a bias (row stride 0 repeats
    /// one row).
    /// </summary>
    static abstract void Multiply(
        int k, T* a, nint aRow, nint aStep, T* b, T* start, nint startRow, T* c, nint cRow, bool relu);

    /// <summary>The same where row p of B begins at <c>b[offsets[p]]</c>, not packed.</summary>
    static abstract void MultiplyGathered(
        int k, T* a, nint aRow, nint aStep, T* b, int* offsets, T* start, nint startRow, T* c, nint cRow, bool relu);
}

/// <summary>Vector widths that kernels are written for.</summary>
enum KernelWidth
{
    Scalar,
    Bits128,
    Bits256,
    Bits512,
}

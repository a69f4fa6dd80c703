namespace Flint.Kernels;

/// <summary>A register tile: the innermost product, which keeps its whole block of C in registers while it walks along k.</summary>
unsafe interface ITile<T> where T : unmanaged
{
    /// <summary>Rows of C per tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of C per tile: two vectors.</summary>
    static abstract int Columns { get; }

    /// <summary>How many rows are computed where so many are wanted: a lower tile takes less time.</summary>
    static abstract int HeightOf(int rows);

    /// <summary>
    /// <c>C[i, j] = Start[i, j] + sum over p of A[i, p] B[p, j]</c> for the first <paramref name="height"/> rows, a value of
    /// <see cref="HeightOf"/>, between <see cref="TileProduct{T}.Least"/> and <see cref="TileProduct{T}.Most"/>.
    /// </summary>
    static abstract void Multiply(int height, in TileProduct<T> product);

    /// <summary>Rows of <see cref="Columns"/> numbers that are all the same: one row for each of the first <paramref name="rows"/> values.</summary>
    static abstract void Spread(T* values, int rows, T* to);
}

/// <summary>The operands of one tile.</summary>
unsafe struct TileProduct<T> where T : unmanaged
{
    /// <summary>Factors per element of C.</summary>
    internal int K;

    /// <summary>A's element (i, p) is <c>A[i ARow + p AStep]</c>.</summary>
    internal T* A;
    internal nint ARow, AStep;

    internal PanelRows<T> B;

    /// <summary>Rows of the next panel to ask for, from the first one on: so many with every <see cref="Tuning.Stretch"/> steps along k.</summary>
    internal T* Next;
    internal nint NextStep;
    internal int NextRows;

    /// <summary>C itself, zeros, or a bias (row stride 0 repeats one row).</summary>
    internal T* Start;
    internal nint StartRow;

    /// <summary>A number for each of the tile's rows that is added too, or null.</summary>
    internal T* RowBias;

    internal T* C;
    internal nint CRow;

    /// <summary>At most half of the columns are wanted.</summary>
    internal bool IsNarrow;

    /// <summary>Limits of the results; infinite for none.</summary>
    internal T Least, Most;
}

/// <summary>Vector widths that kernels are written for.</summary>
enum KernelWidth
{
    Scalar,
    Bits128,
    Bits256,
    Bits512,
}

namespace Flint.Kernels;

/// <summary>The operands of a recurrent cell over all steps of a sequence, contiguous.</summary>
unsafe struct RecurrentSequence<T> where T : unmanaged
{
    internal int Steps, Batch, Size;

    /// <summary>[B, H] before the first step, then [T, B, H]; cell states [T + 1, B, H], or two that take turns.</summary>
    internal T* First, Output, Cells;
    internal bool CellsTakeTurns;

    /// <summary>What the gradient needs, [T, B, kept H]; null where there is none.</summary>
    internal T* Kept;

    /// <summary>Gates from the input, [T, B, gates H]; or null, and the input [T, B, In] and weights [gates H, In] of which they are computed.</summary>
    internal T* Gx, X, WeightIh, BiasIh;
    internal int In;

    /// <summary>[gates H, H] and [gates H] or null.</summary>
    internal T* WeightHh, BiasHh;

    /// <summary>Where the weights lie, to find packed copies of them.</summary>
    internal Storage StorageHh;
    internal Storage? StorageIh;

    /// <summary>
    /// Gradients: of the outputs; of the state [B, H] and the cell state [B, H], which end as those before the first step; of the gates, the same
    /// memory twice but for a GRU.
    /// </summary>
    internal T* Dy, Dh, Dc, Dgx, Dgh;

    internal readonly T* State(int t) => t < 0 ? First : Output + (nint)t * Batch * Size;

    internal readonly T* Cell(int t) => Cells == null ? null : Cells + (nint)(CellsTakeTurns ? t % 2 : t) * Batch * Size;

    /// <summary>Rows of a task that goes through all steps by itself, as rows do not depend on each other: three tiles; as many tasks as that makes, equally large.</summary>
    internal readonly int TaskRows
    {
        get
        {
            var tasks = Math.Max(1, (Batch + Tuning.RecurrentRows - 1) / Tuning.RecurrentRows);
            return Math.Max(1, (Batch + tasks - 1) / tasks);
        }
    }
}

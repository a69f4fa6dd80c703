namespace Flint.Kernels;

/// <summary>The element-wise part of a recurrent cell.</summary>
interface IRecurrentCell
{
    /// <summary>Blocks of the hidden size in the gates, and in what is kept.</summary>
    static abstract int Gates { get; }
    static abstract int Kept { get; }

    /// <summary>Whether a gate's sum from the state has a gradient of its own, and a part of the state's gradient does not pass through the gates.</summary>
    static virtual bool IsGru => false;

    static abstract void Forward<T>(in RecurrentTile<T> tile) where T : unmanaged;

    /// <summary>The elements from j on of a row.</summary>
    static abstract void Backward<V, T>(in RecurrentGradientRow<T> row, nint j) where V : struct, ISimdLane<V> where T : unmanaged;
}

/// <summary>Pointers to one row of a batch at one step, for the gradient: states, what was kept, and gradients.</summary>
unsafe struct RecurrentGradientRow<T> where T : unmanaged
{
    internal T* H, C, Kept, NextH, NextC;

    /// <summary>Of the output; of the new state through later steps, which becomes that of the state past the gates; of the cell state, new, then old; of the gates.</summary>
    internal T* Dy, Dh, Dc, Dgx, Dgh;
    internal nint Size;
}

namespace Flint.Kernels;

/// <summary>Pointers to one row of a batch at one step: gates from the input and from the state, states, what the gradient needs.</summary>
unsafe struct RecurrentRow<T> where T : unmanaged
{
    internal T* Gx, Gh, H, C, Kept, NextH, NextC;

    /// <summary>Gradients: of the new state (dC is replaced by that of the old cell state), of the gates, and of H past the gates.</summary>
    internal T* Dh, Dc, Dgx, Dgh, Through;
    internal int Size;
}

/// <summary>The element-wise part of a recurrent cell, for the elements from j on of a row.</summary>
interface IRecurrentCell
{
    /// <summary>Blocks of the hidden size in the gates, and in what is kept.</summary>
    static abstract int Gates { get; }
    static abstract int Kept { get; }

    static abstract void Forward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged;

    static abstract void Backward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged;
}

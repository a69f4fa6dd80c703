using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>A cell over the rows of a batch, forward or backward; <paramref name="first"/> is the first row, the others follow.</summary>
readonly unsafe struct RecurrentStep<T, TCell>(RecurrentRow<T> first, bool isBackward) : ILaneRange<T>
    where T : unmanaged, INumber<T> where TCell : struct, IRecurrentCell
{
    internal void Run(long rows) => LaneRange.For<T, RecurrentStep<T, TCell>>(rows, Grain.Of(8L * first.Size), this);

    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var b = start; b < end; b++)
        {
            var row = Row(b);
            var j = 0;
            for (; j <= row.Size - V.Width; j += V.Width) One<V>(row, j);
            for (; j < row.Size; j++) One<Lane1<T>>(row, j);
        }
    }

    [MethodImpl(Always)]
    void One<V>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V>
    {
        if (isBackward) TCell.Backward<V, T>(row, j);
        else TCell.Forward<V, T>(row, j);
    }

    RecurrentRow<T> Row(long b)
    {
        nint state = (nint)b * first.Size, gates = state * TCell.Gates;
        return new()
        {
            Gx = At(first.Gx, gates), Gh = At(first.Gh, gates), H = At(first.H, state), C = At(first.C, state),
            Kept = At(first.Kept, state * TCell.Kept), NextH = At(first.NextH, state), NextC = At(first.NextC, state),
            Dh = At(first.Dh, state), Dc = At(first.Dc, state), Dgx = At(first.Dgx, gates), Dgh = At(first.Dgh, gates),
            Through = At(first.Through, state), Size = first.Size,
        };
    }

    static T* At(T* from, nint by) => from == null ? null : from + by;
}

using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Some rows of a batch and some units at one step: what a cell computes them from, and where to. Pointers are at the first of both.</summary>
unsafe struct RecurrentTile<T> where T : unmanaged
{
    /// <summary>Gates from the input and from the state: elements from row to row, and from a unit's gate to its next gate.</summary>
    internal T* Gx, Gh;
    internal nint GxRow, GxGate, GhRow, GhGate;

    /// <summary>Where the gates go after their functions: to what the gradient needs, or over Gh.</summary>
    internal T* Gates;
    internal nint GatesRow, GatesGate;
    internal bool Keeps;

    /// <summary>States before and after, with rows of the hidden size.</summary>
    internal T* H, C, NextH, NextC;
    internal nint StateRow;

    internal int Rows, Columns;

    /// <summary>Gate number <paramref name="gate"/>: f(x + h).</summary>
    internal readonly void Activate<TOp>(int gate) where TOp : struct, IUnaryOp =>
        Run(new GateSum<TOp>(Gx + gate * GxGate, GxRow, Gh + gate * GhGate, GhRow, Gates + gate * GatesGate, GatesRow));

    internal readonly void Run<TBody>(in TBody body) where TBody : struct, ITileBody
    {
        // Only the lane's element type matters to the choice of a width.
        if (typeof(T) == typeof(double)) LaneRange.For<double, TileLoop<double, TBody>>(Rows, Rows, new(body, Columns));
        else LaneRange.For<float, TileLoop<float, TBody>>(Rows, Rows, new(body, Columns));
    }

    readonly struct GateSum<TOp>(T* x, nint xRow, T* h, nint hRow, T* y, nint yRow) : ITileBody where TOp : struct, IUnaryOp
    {
        [MethodImpl(Always)]
        public void At<V>(nint row, nint column) where V : struct, ISimdLane<V> =>
            V.Store(default(TOp).Forward(V.Load(x, row * xRow + column) + V.Load(h, row * hRow + column)), y, row * yRow + column);
    }
}

/// <summary>The elements from a place of a tile on.</summary>
interface ITileBody
{
    void At<V>(nint row, nint column) where V : struct, ISimdLane<V>;
}

/// <summary>One function a loop: several together would exceed what the JIT inlines, and each lane operation would become a call.</summary>
readonly struct TileLoop<T, TBody>(TBody body, int columns) : ILaneRange<T> where T : unmanaged, INumber<T> where TBody : struct, ITileBody
{
    [MethodImpl(Hot)]
    public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
    {
        for (var row = (nint)start; row < end; row++)
        {
            nint j = 0;
            for (; j <= columns - V.Width; j += V.Width) body.At<V>(row, j);
            for (; j < columns; j++) body.At<Lane1<T>>(row, j);
        }
    }
}

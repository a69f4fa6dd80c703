using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>The gradients of the gates at all steps, from the last one to the first, and of the states before: the weights are packed once.</summary>
/// <remarks>As forward: rows do not depend on each other.</remarks>
readonly unsafe struct RecurrentBackward<T, TCell>(RecurrentSequence<T> x, bool wantsFirst) : ITiled<T>
    where T : unmanaged, INumber<T> where TCell : struct, IRecurrentCell
{
    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var form = new StatePanels<T, TTile>(TCell.Gates * x.Size, x.Size);
        var packed = PackedWeight.Of(x.StorageHh, x.WeightHh, form);
        fixed (byte* panels = packed.Storage)
        {
            var body = new Body<TTile>(x, wantsFirst, (T*)panels, form.Panel, form.Blocks);
            if (x.Batch > x.TaskRows) Threads.For(x.Batch, x.TaskRows, ref body);
            else
                for (var t = x.Steps - 1; t >= 0; t--)
                {
                    body.Gates(t, 0, x.Batch);
                    if (t == 0 && !wantsFirst) break;
                    var units = new Units<TTile>(body, t);
                    Threads.For(form.Blocks, Math.Max(1, Tuning.RecurrentWork / ((long)x.Batch * form.Panel)), ref units);
                }
        }
        packed.Release();
    }

    readonly struct Units<TTile>(Body<TTile> body, int t) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end) => body.Product(t, 0, int.MaxValue, (int)start, (int)end);
    }

    readonly struct Body<TTile>(RecurrentSequence<T> x, bool wantsFirst, T* panels, nint panel, int blocks) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            for (var t = x.Steps - 1; t >= 0; t--)
            {
                Gates(t, (int)start, (int)end);
                if (t > 0 || wantsFirst) Product(t, (int)start, (int)end, 0, blocks);
            }
        }

        internal void Gates(int t, int first, int last) => LaneRange.For<T, GateRows>(last - first, last - first, new(x, t, first));

        /// <summary>dh = dgh W, and what of dh does not pass through the gates.</summary>
        internal void Product(int t, int first, int last, int firstBlock, int lastBlock)
        {
            last = Math.Min(last, x.Batch);
            var k = TCell.Gates * x.Size;
            var storage = Storage.Allocate((long)TTile.Rows * k * sizeof(T) + 64);
            fixed (byte* memory = storage)
            {
                var rows = RowTiles<T>.InPlace<TTile>(x.Dgh + ((nint)t * x.Batch + first) * k, k, 1, last - first, k, (T*)GemmProblem<T>.Align(memory));
                for (var block = firstBlock; block < lastBlock; block++)
                {
                    var unit = block * TTile.Columns;
                    var target = new Target<T>(x.Dh + (nint)first * x.Size + unit, x.Size) { Accumulate = TCell.IsGru };
                    PanelProduct<T, TTile>.Multiply(rows, panels + block * panel, k, Math.Min(TTile.Columns, x.Size - unit), target);
                }
            }
            storage.Release();
        }
    }

    readonly struct GateRows(RecurrentSequence<T> x, int t, int first) : ILaneRange<T>
    {
        [MethodImpl(Hot)]
        public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var row = (nint)start + first; row < first + end; row++)
            {
                nint state = row * x.Size, at = (nint)t * x.Batch + row;
                var r = new RecurrentGradientRow<T>
                {
                    H = x.State(t - 1) + state, NextH = x.State(t) + state, C = x.Cell(t) + state, NextC = x.Cell(t + 1) + state,
                    Kept = x.Kept + at * TCell.Kept * x.Size, Dy = x.Dy + at * x.Size, Dh = x.Dh + state, Dc = x.Dc + state,
                    Dgx = x.Dgx + at * TCell.Gates * x.Size, Dgh = x.Dgh + at * TCell.Gates * x.Size, Size = x.Size,
                };
                nint j = 0;
                for (; j <= x.Size - V.Width; j += V.Width) TCell.Backward<V, T>(r, j);
                for (; j < x.Size; j++) TCell.Backward<Lane1<T>, T>(r, j);
            }
        }
    }
}

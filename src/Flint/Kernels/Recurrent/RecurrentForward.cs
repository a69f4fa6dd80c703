namespace Flint.Kernels;

/// <summary>
/// A recurrent cell over a sequence: at each step and for a tile's width of units the product of the states with the packed weights of all gates,
/// then the gates' functions while the sums are in the cache.
/// </summary>
/// <remarks>Rows of a batch do not depend on each other: with several blocks of them a task takes one through all steps. Else tasks are units, step by step.</remarks>
readonly unsafe struct RecurrentForward<T, TCell>(RecurrentSequence<T> x) : ITiled<T> where T : unmanaged where TCell : struct, IRecurrentCell
{
    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var formHh = new GatePanels<T, TTile>(TCell.Gates, x.Size, x.Size);
        var formIh = new GatePanels<T, TTile>(TCell.Gates, x.Size, x.In);
        var packedHh = PackedWeight.Of(x.StorageHh, x.WeightHh, formHh);
        var packedIh = x.X == null ? default : PackedWeight.Of(x.StorageIh, x.WeightIh, formIh);
        fixed (byte* hh = packedHh.Storage, ih = packedIh.Storage)
        {
            var body = new Body<TTile>(x, (T*)hh, (T*)ih, formHh.Panel, formIh.Panel, formHh.Blocks);
            if (x.Steps > 1 && x.Batch > x.TaskRows) Threads.For(x.Batch, x.TaskRows, ref body);
            else
                for (var t = 0; t < x.Steps; t++)
                {
                    var units = new Units<TTile>(body, t);
                    Threads.For(formHh.Blocks, Math.Max(1, Tuning.RecurrentWork / ((long)x.Batch * formHh.Panel * TCell.Gates)), ref units);
                }
        }
        packedHh.Release();
        if (x.X != null) packedIh.Release();
    }

    /// <summary>Blocks of units at one step, all rows.</summary>
    readonly struct Units<TTile>(Body<TTile> body, int t) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end) => body.Run(t, t + 1, 0, int.MaxValue, (int)start, (int)end);
    }

    readonly struct Body<TTile>(RecurrentSequence<T> x, T* panelsHh, T* panelsIh, nint panelHh, nint panelIh, int blocks) : IRangeBody
        where TTile : struct, ITile<T>
    {
        // Rows that meet a panel before the gates' functions run.
        const int RowsTogether = 96;

        /// <summary>Blocks of units whose sums stay in the second-level cache: the gates' functions then run along longer rows of memory.</summary>
        int Together(int rows, int most) => Math.Clamp(Tuning.RecurrentSums / (rows * TCell.Gates * TTile.Columns), 1, most);

        /// <summary>Rows through all steps and units.</summary>
        public void Run(long start, long end) => Run(0, x.Steps, (int)start, (int)end, 0, blocks);

        internal void Run(int firstStep, int lastStep, int firstRow, int lastRow, int firstBlock, int lastBlock)
        {
            lastRow = Math.Min(lastRow, x.Batch);
            var rows = Math.Min(RowsTogether, lastRow - firstRow);
            var together = Together(rows, lastBlock - firstBlock);
            var biases = TCell.Gates * TTile.Columns * together;
            var sums = rows * biases;
            var storage = Storage.Allocate((2L * sums + 2 * biases + (long)TTile.Rows * (x.Size + x.In)) * sizeof(T) + 64);
            fixed (byte* memory = storage)
            {
                var b = new Buffers { Gh = (T*)GemmProblem<T>.Align(memory) };
                b.Gx = b.Gh + sums;
                b.BiasHh = b.Gx + sums;
                b.BiasIh = b.BiasHh + biases;
                b.EdgeHh = b.BiasIh + biases;
                b.EdgeIh = b.EdgeHh + TTile.Rows * x.Size;
                for (var t = firstStep; t < lastStep; t++)
                    for (var row = firstRow; row < lastRow; row += RowsTogether)
                        Step(t, row, Math.Min(RowsTogether, lastRow - row), firstBlock, lastBlock, together, b);
            }
            storage.Release();
        }

        void Step(int t, int row, int rows, int firstBlock, int lastBlock, int together, in Buffers b)
        {
            nint at = (nint)t * x.Batch + row, state = (nint)row * x.Size;
            var hRows = RowTiles<T>.InPlace<TTile>(x.State(t - 1) + state, x.Size, 1, rows, x.Size, b.EdgeHh);
            var xRows = x.X == null ? default : RowTiles<T>.InPlace<TTile>(x.X + at * x.In, x.In, 1, rows, x.In, b.EdgeIh);
            for (var block = firstBlock; block < lastBlock; block += together)
            {
                var unit = block * TTile.Columns;
                var columns = Math.Min(Math.Min(together, lastBlock - block) * TTile.Columns, x.Size - unit);
                nint width = together * TTile.Columns, apart = rows * width;
                Sums(hRows, panelsHh + block * TCell.Gates * panelHh, panelHh, x.Size, x.BiasHh, unit, columns, width, b.BiasHh, b.Gh);
                if (x.X != null) Sums(xRows, panelsIh + block * TCell.Gates * panelIh, panelIh, x.In, x.BiasIh, unit, columns, width, b.BiasIh, b.Gx);
                nint gates = at * TCell.Gates * x.Size + unit, kept = at * TCell.Kept * x.Size + unit;
                TCell.Forward(new RecurrentTile<T>
                {
                    Gx = x.X == null ? x.Gx + gates : b.Gx, GxRow = x.X == null ? TCell.Gates * x.Size : width, GxGate = x.X == null ? x.Size : apart,
                    Gh = b.Gh, GhRow = width, GhGate = apart,
                    Gates = x.Kept == null ? b.Gh : x.Kept + kept, GatesRow = x.Kept == null ? width : TCell.Kept * x.Size,
                    GatesGate = x.Kept == null ? apart : x.Size, Keeps = x.Kept != null,
                    H = x.State(t - 1) + state + unit, C = x.Cell(t) + state + unit, NextH = x.State(t) + state + unit, NextC = x.Cell(t + 1) + state + unit,
                    StateRow = x.Size, Rows = rows, Columns = columns,
                });
            }
        }

        /// <summary>a Wᵀ + bias for some units, [gates, rows, width]; the width is whole tiles, the last columns of which mean nothing.</summary>
        void Sums(in RowTiles<T> a, T* panels, nint panel, int k, T* bias, int unit, int columns, nint width, T* padded, T* sums)
        {
            new Span<T>(padded, TCell.Gates * (int)width).Clear();
            for (var gate = 0; bias != null && gate < TCell.Gates; gate++)
                new Span<T>(bias + (nint)gate * x.Size + unit, columns).CopyTo(new(padded + gate * width, columns));
            for (nint j = 0; j < columns; j += TTile.Columns)
                for (var gate = 0; gate < TCell.Gates; gate++, panels += panel)
                    PanelProduct<T, TTile>.Multiply(a, panels, k, TTile.Columns,
                        new(sums + gate * a.Rows * width + j, width) { ColumnBias = padded + gate * width + j });
        }
    }

    struct Buffers
    {
        internal T* Gh, Gx, BiasHh, BiasIh, EdgeHh, EdgeIh;
    }
}

using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>The two inner loops: each panel of B, while it is in the first-level cache, meets every tile of A.</summary>
static unsafe class Product<T, TTile> where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>
    /// Adds B's rows [k0, k0 + k) to the columns [column, column + columns) of the target, in the rows that
    /// <paramref name="a"/> holds, from <paramref name="row"/> on. The first range of k starts from zero, a bias or
    /// the old C, the last one clamps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sweep<TPanels>(
        in RowTiles<T> a, ref TPanels b, int k0, int k, int row, int column, int columns, in Target<T> target, bool first, bool last)
        where TPanels : struct, IPanels<T>
    {
        var start = stackalloc T[TTile.Rows * TTile.Columns];
        var edge = stackalloc T[TTile.Rows * TTile.Columns];
        var origin = !first || target.Accumulate ? Origin.C
            : target.ColumnBias != null ? Origin.ColumnBias
            : target.RowBias != null ? Origin.RowBias : Origin.Zero;
        if (origin is Origin.Zero or Origin.RowBias) new Span<T>(start, TTile.Columns).Clear();
        var product = new TileProduct<T> { K = k, Least = Clamp.LeastOf<T>(last ? target.Clamp : null), Most = Clamp.MostOf<T>(last ? target.Clamp : null) };
        var stretches = (k + Tuning.Stretch - 1) / Tuning.Stretch;
        var asks = Math.Max(1, stretches * ((a.Rows + TTile.Rows - 1) / TTile.Rows));
        for (var j = column; j < column + columns; j += TTile.Columns)
        {
            product.B = b.Panel(j, k0, k);
            product.Next = product.B.Next;
            product.NextStep = product.B.Step;
            product.NextRows = product.Next == null ? 0 : (k + asks - 1) / asks;
            var width = Math.Min(TTile.Columns, column + columns - j);
            product.IsNarrow = width <= TTile.Columns / 2;
            for (var i = 0; i < a.Rows; i += TTile.Rows)
            {
                product.A = a.Tile(i / TTile.Rows, out product.ARow, out product.AStep, TTile.Rows);
                var rows = Math.Min(TTile.Rows, a.Rows - i);
                var height = TTile.HeightOf(rows);
                var whole = rows == height && width == TTile.Columns;
                var c = target.C + (row + i) * target.Row + j;
                product.Start = start;
                product.StartRow = 0;
                product.RowBias = null;
                if (origin == Origin.RowBias && rows == height)
                {
                    product.RowBias = target.RowBias + row + i;
                }
                else if (origin == Origin.C && whole)
                {
                    product.Start = c;
                    product.StartRow = target.Row;
                }
                else if (origin != Origin.Zero)
                {
                    // Zeros stay for the tiles that add their rows' biases themselves.
                    var from = origin == Origin.RowBias ? edge : start;
                    product.Start = from;
                    product.StartRow = origin == Origin.ColumnBias ? 0 : TTile.Columns;
                    Begin(origin, from, c, target, row + i, j, rows, width);
                }
                product.C = whole ? c : edge;
                product.CRow = whole ? target.Row : TTile.Columns;
                TTile.Multiply(height, product);
                if (!whole) Copy(edge, TTile.Columns, c, target.Row, rows, width);
                product.Next += product.NextStep * product.NextRows * stretches;
                if (product.B.Copy != null) product.B = new(product.B.Copy, TTile.Columns);
            }
        }
    }

    /// <summary>What a tile of C is added to.</summary>
    enum Origin
    {
        Zero,
        C,
        RowBias,
        ColumnBias,
    }

    static void Begin(Origin origin, T* start, T* c, in Target<T> target, int row, int column, int height, int width)
    {
        switch (origin)
        {
            case Origin.C:
                Copy(c, target.Row, start, TTile.Columns, height, width);
                break;
            case Origin.ColumnBias:
                Copy(target.ColumnBias + column, 0, start, 0, 1, width);
                break;
            default:
                TTile.Spread(target.RowBias + row, height, start);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Copy(T* from, nint fromRow, T* to, nint toRow, int rows, int columns)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) to[i * toRow + j] = from[i * fromRow + j];
    }
}

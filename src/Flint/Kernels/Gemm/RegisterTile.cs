using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Up to twelve rows by two vectors. Twelve rows are 24 accumulators for the 32 registers of AVX-512; six, for 16 registers,
/// leave room for two vectors of B and one of A. From four rows on the accumulators cover the latency of two FMA units.
/// </summary>
/// <remarks>The height and the kind of panel are constants to the JIT: each pair becomes straight code without the rows it lacks.</remarks>
readonly unsafe struct RegisterTile<TSimd, V, T, TMost> : ITile<T>
    where TSimd : struct, ISimd<V, T> where V : struct where T : unmanaged where TMost : struct, IHeight
{
    public static int Rows => TMost.Rows;

    public static int Columns => 2 * TSimd.Count;

    public static int HeightOf(int rows) => rows <= 4 ? 4 : rows <= 6 ? 6 : rows <= 8 ? 8 : 12;

    public static void Multiply(int height, in TileProduct<T> product)
    {
        if (product.B.Offsets != null) Multiply<GatheredRows>(height, product);
        else if (product.B.Copy != null) Multiply<CopiedRows>(height, product);
        else if (product.IsNarrow && !product.B.IsApart) Multiply<NarrowRows>(height, product);
        else if (product.B.IsApart) Multiply<RowsApart>(height, product);
        else Multiply<PackedRows>(height, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(T* values, int rows, T* to)
    {
        for (var r = 0; r < rows; r++, to += Columns)
        {
            var value = TSimd.Broadcast(values[r]);
            TSimd.Store(value, to);
            TSimd.Store(value, to + TSimd.Count);
        }
    }

    static void Multiply<TRows>(int height, in TileProduct<T> product) where TRows : struct, IPanelRows
    {
        if (height == 4) Run<Height4, TRows>(product);
        else if (height == 6) Run<Height6, TRows>(product);
        else if (height == 8) Run<Height8, TRows>(product);
        else Run<Height12, TRows>(product);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run<THeight, TRows>(in TileProduct<T> product) where THeight : struct, IHeight where TRows : struct, IPanelRows
    {
        T* start = product.Start, c = product.C;
        nint startRow = product.StartRow, cRow = product.CRow;
        for (var i = 0; i < THeight.Rows; i++) Prefetch.Row(start + i * startRow, Columns);
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        V c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        V c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        V c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        nint aRow = product.ARow, aStep = product.AStep;
        T* a = product.A, a3 = a + 3 * aRow, a6 = a + 6 * aRow, a9 = a + 9 * aRow, b = product.B.First, copy = product.B.Copy;
        var bStep = product.B.Step;
        var offsets = product.B.Offsets;
        var next = product.Next;
        for (int k = product.K, stretch; k > 0; k -= stretch)
        {
            stretch = Math.Min(k, Tuning.Stretch);
            for (var r = product.NextRows; r > 0; r--, next += product.NextStep) Prefetch.Row(next, Columns);
            for (var step = stretch; step > 0; step--)
            {
                var row = TRows.Gathered ? b + *offsets : b;
                V b0 = TSimd.Load(row), b1 = TRows.Narrow ? default : TSimd.Load(row + TSimd.Count);
                if (TRows.Ahead) Prefetch.Row<T>(row + Tuning.RowsAhead * bStep, Columns);
                if (TRows.Copied)
                {
                    TSimd.Store(b0, copy);
                    TSimd.Store(b1, copy + TSimd.Count);
                    copy += Columns;
                }
                Step<TRows>(a[0], b0, b1, ref c00, ref c01);
                Step<TRows>(a[aRow], b0, b1, ref c10, ref c11);
                Step<TRows>(a[2 * aRow], b0, b1, ref c20, ref c21);
                Step<TRows>(a3[0], b0, b1, ref c30, ref c31);
                if (THeight.Rows > 4)
                {
                    Step<TRows>(a3[aRow], b0, b1, ref c40, ref c41);
                    Step<TRows>(a3[2 * aRow], b0, b1, ref c50, ref c51);
                }
                if (THeight.Rows > 6)
                {
                    Step<TRows>(a6[0], b0, b1, ref c60, ref c61);
                    Step<TRows>(a6[aRow], b0, b1, ref c70, ref c71);
                }
                if (THeight.Rows > 8)
                {
                    Step<TRows>(a6[2 * aRow], b0, b1, ref c80, ref c81);
                    Step<TRows>(a9[0], b0, b1, ref c90, ref c91);
                    Step<TRows>(a9[aRow], b0, b1, ref ca0, ref ca1);
                    Step<TRows>(a9[2 * aRow], b0, b1, ref cb0, ref cb1);
                }
                a += aStep;
                a3 += aStep;
                a6 += aStep;
                a9 += aStep;
                if (TRows.Gathered) offsets++;
                else b += bStep;
            }
        }
        if (product.RowBias != null)
        {
            var bias = product.RowBias;
            AddRow<TRows>(bias[0], ref c00, ref c01);
            AddRow<TRows>(bias[1], ref c10, ref c11);
            AddRow<TRows>(bias[2], ref c20, ref c21);
            AddRow<TRows>(bias[3], ref c30, ref c31);
            if (THeight.Rows > 4)
            {
                AddRow<TRows>(bias[4], ref c40, ref c41);
                AddRow<TRows>(bias[5], ref c50, ref c51);
            }
            if (THeight.Rows > 6)
            {
                AddRow<TRows>(bias[6], ref c60, ref c61);
                AddRow<TRows>(bias[7], ref c70, ref c71);
            }
            if (THeight.Rows > 8)
            {
                AddRow<TRows>(bias[8], ref c80, ref c81);
                AddRow<TRows>(bias[9], ref c90, ref c91);
                AddRow<TRows>(bias[10], ref ca0, ref ca1);
                AddRow<TRows>(bias[11], ref cb0, ref cb1);
            }
        }
        V least = TSimd.Broadcast(product.Least), most = TSimd.Broadcast(product.Most);
        Finish<TRows>(c00, c01, start, c, least, most);
        Finish<TRows>(c10, c11, start += startRow, c += cRow, least, most);
        Finish<TRows>(c20, c21, start += startRow, c += cRow, least, most);
        Finish<TRows>(c30, c31, start += startRow, c += cRow, least, most);
        if (THeight.Rows <= 4) return;
        Finish<TRows>(c40, c41, start += startRow, c += cRow, least, most);
        Finish<TRows>(c50, c51, start += startRow, c += cRow, least, most);
        if (THeight.Rows <= 6) return;
        Finish<TRows>(c60, c61, start += startRow, c += cRow, least, most);
        Finish<TRows>(c70, c71, start += startRow, c += cRow, least, most);
        if (THeight.Rows <= 8) return;
        Finish<TRows>(c80, c81, start += startRow, c += cRow, least, most);
        Finish<TRows>(c90, c91, start += startRow, c += cRow, least, most);
        Finish<TRows>(ca0, ca1, start += startRow, c += cRow, least, most);
        Finish<TRows>(cb0, cb1, start += startRow, c += cRow, least, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step<TRows>(T a, V b0, V b1, ref V left, ref V right) where TRows : struct, IPanelRows
    {
        var x = TSimd.Broadcast(a);
        left = TSimd.MultiplyAdd(x, b0, left);
        if (!TRows.Narrow) right = TSimd.MultiplyAdd(x, b1, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow<TRows>(T bias, ref V left, ref V right) where TRows : struct, IPanelRows
    {
        var value = TSimd.Broadcast(bias);
        left = TSimd.Add(left, value);
        if (!TRows.Narrow) right = TSimd.Add(right, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish<TRows>(V left, V right, T* start, T* c, V least, V most) where TRows : struct, IPanelRows
    {
        TSimd.Store(TSimd.AtMost(most, TSimd.AtLeast(least, TSimd.Add(left, TSimd.Load(start)))), c);
        if (TRows.Narrow) return;
        TSimd.Store(TSimd.AtMost(most, TSimd.AtLeast(least, TSimd.Add(right, TSimd.Load(start + TSimd.Count)))), c + TSimd.Count);
    }
}

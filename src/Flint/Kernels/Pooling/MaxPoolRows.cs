using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Maximum over any windows of float planes, neighbouring windows in neighbouring lanes. Each row is first spread out by a table:
/// element c of all windows, for each c, so that whatever the stride or the sizes, the rest is the same for all lanes. Shorter
/// windows repeat their last element, which changes nothing.
/// </summary>
readonly unsafe struct MaxPoolRows(float* x, float* y, int* at, PoolWindows rows, PoolWindows columns) : IRangeBody
{
    /// <summary>Whether enough windows lie side by side, none of them empty.</summary>
    internal static bool Takes(PoolWindows rows, PoolWindows columns) =>
        2 * columns.Count >= Vector<float>.Count && !rows.HasEmpty && !columns.HasEmpty && (long)rows.Size * columns.Size <= int.MaxValue;

    public void Run(long start, long end)
    {
        var padded = (columns.Count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var longest = columns.Longest;
        var spread = (long)longest * padded;
        var storage = Storage.Allocate(spread * (1 + rows.Size) * sizeof(float));
        fixed (byte* memory = storage)
        {
            var table = (int*)memory;
            for (var c = 0; c < longest; c++)
                for (var j = 0; j < padded; j++)
                {
                    var window = Math.Min(j, columns.Count - 1);
                    table[c * padded + j] = columns.Start[window] + Math.Min(c, columns.LengthOf(window) - 1) * columns.Step;
                }
            var values = (float*)(table + spread);
            nint inPlane = (nint)rows.Size * columns.Size, outPlane = (nint)rows.Count * columns.Count;
            for (var plane = (nint)start; plane < end; plane++)
            {
                Spread(x + plane * inPlane, table, (nint)spread, values);
                for (var i = 0; i < rows.Count; i++)
                {
                    var to = plane * outPlane + (nint)i * columns.Count;
                    Row(i, table, values, padded, longest, y + to, at == null ? null : at + to);
                }
            }
        }
        storage.Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Spread(float* from, int* table, nint count, float* to)
    {
        for (var r = 0; r < rows.Size; r++, from += columns.Size, to += count)
            for (nint i = 0; i < count; i++) to[i] = from[table[i]];
    }

    /// <summary>The first of equals, and NaN wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Row(int i, int* table, float* values, int padded, int longest, float* best, int* where)
    {
        int first = rows.Start[i], last = rows.End[i], step = rows.Step, width = columns.Size, count = columns.Count;
        for (var j = 0; j < padded; j += Vector<float>.Count)
        {
            var most = new Vector<float>(float.NegativeInfinity);
            var position = Vector.Load(table + j) + new Vector<int>(first * width);
            for (var r = first; r < last; r += step)
            {
                var row = new Vector<int>(r * width);
                var from = values + (nint)r * longest * padded + j;
                var column = table + j;
                for (var c = 0; c < longest; c++, from += padded, column += padded)
                {
                    var value = Vector.Load(from);
                    var wins = Vector.GreaterThan(value, most) | ~Vector.Equals(value, value);
                    most = Vector.ConditionalSelect(wins, value, most);
                    position = Vector.ConditionalSelect(wins, row + Vector.Load(column), position);
                }
            }
            if (j + Vector<float>.Count <= count)
            {
                most.Store(best + j);
                if (where != null) position.Store(where + j);
                continue;
            }
            for (var k = j; k < count; k++)
            {
                best[k] = most[k - j];
                if (where != null) where[k] = position[k - j];
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// softmax(scale Q Kᵀ + mask) V tile by tile with a running maximum and sum per row: memory linear in the lengths. Source: Dao et al.,
/// "FlashAttention", 2022; the running softmax is Milakov and Gimelshein's, 2018.
/// </summary>
readonly struct AttentionForward<T>(AttentionOperands<T> x) : ITiled<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Keys in a block: a multiple of every tile's width and of the 64 words that dropout draws at a time.</summary>
    internal const int Keys = 192;

    /// <summary>Queries in a tile, a multiple of every tile's height: their scores stay in the second-level cache.</summary>
    internal const int Queries = 48;

    /// <summary>Queries that share the packed keys and values of a task.</summary>
    internal const int TaskQueries = 6 * Queries;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var tasks = (x.L + TaskQueries - 1) / TaskQueries;
        var body = new Body<TTile>(x, tasks);
        Threads.For((long)x.Heads * tasks, 1, ref body);
    }

    readonly unsafe struct Body<TTile>(AttentionOperands<T> x, int tasksPerHead) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            var values = (x.Ev + TTile.Columns) * Keys;
            var edge = TTile.Rows * Keys;
            var storage = Storage.Allocate(((long)TaskQueries * x.E + (Keys + TTile.Columns) * (long)x.E + values + Queries * Keys + edge
                + 2 * TaskQueries) * sizeof(T) + 64);
            fixed (byte* memory = storage)
            {
                var q = (T*)GemmProblem<T>.Align(memory);
                var k = q + (nint)TaskQueries * x.E;
                var v = k + (nint)(Keys + TTile.Columns) * x.E;
                var scores = v + values;
                for (var t = start; t < end; t++)
                    Chunk((int)(t / tasksPerHead), (int)(t % tasksPerHead) * TaskQueries, q, k, v, scores, scores + Queries * Keys,
                        scores + Queries * Keys + edge);
            }
            storage.Release();
        }

        void Chunk(int head, int first, T* q, T* k, T* v, T* scores, T* edge, T* maxima)
        {
            var last = Math.Min(first + TaskQueries, x.L);
            var output = x.Output + (nint)head * x.L * x.Ev;
            var sums = maxima + TaskQueries;
            for (var i = first; i < last; i += Queries)
                RowTiles<T>.Pack<TTile>(x.Q + x.QAt[head] + i * x.QRow, x.QRow, 1, Math.Min(Queries, last - i), x.E, q + (nint)(i - first) * x.E);
            new Span<T>(maxima, TaskQueries).Fill(T.NegativeInfinity);
            new Span<T>(sums, TaskQueries).Clear();
            for (var key = 0; key < x.S && !(x.IsCausal && key >= last); key += Keys)
            {
                var keys = Math.Min(Keys, x.S - key);
                Packing.Panels(k, TTile.Columns, keys, x.K + x.KAt[head] + key * x.KRow, x.KRow, 1, x.E);
                Packing.Panels(v, TTile.Columns, x.Ev, x.V + x.VAt[head] + key * x.VRow, 1, x.VRow, keys);
                var (keyPanels, valuePanels) = (new PackedPanels<T, TTile>(k), new PackedPanels<T, TTile>(v));
                for (var i = first; i < last; i += Queries)
                {
                    var rows = Math.Min(Queries, last - i);
                    if (x.IsCausal && key >= i + rows) continue;
                    Product<T, TTile>.Sweep(RowTiles<T>.Packed<TTile>(q + (nint)(i - first) * x.E, rows, x.E), ref keyPanels, 0, x.E, 0, 0, keys,
                        new(scores, Keys), first: true, last: true);
                    AttentionRows.Weights(x, head, i, rows, key, keys, scores, maxima + (i - first), sums + (i - first), output);
                    Product<T, TTile>.Sweep(RowTiles<T>.InPlace<TTile>(scores, Keys, 1, rows, keys, edge), ref valuePanels, 0, keys, i, 0, x.Ev,
                        new(output, x.Ev) { Accumulate = key > 0 }, first: true, last: true);
                }
            }
            AttentionRows.Finish(x, head, first, last, maxima, sums, output);
        }
    }
}

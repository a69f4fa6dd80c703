using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// softmax(scale Q Kᵀ + mask) V tile by tile with a running maximum and sum per query: memory linear in the lengths. Source: Dao et al.,
/// "FlashAttention", 2022; the running softmax is Milakov and Gimelshein's, 2018.
/// </summary>
/// <remarks>
/// Everything is computed transposed, Sᵀ = K Qᵀ and Oᵀ = Vᵀ Pᵀ, with a panel of queries as the columns of both products: a lane is a query. K
/// and V are then read where they lie, the weights that the softmax leaves are the packed operand of the second product, and
/// maxima and sums need no sums across lanes. Only queries and outputs are transposed, once each.
/// </remarks>
readonly struct AttentionForward<T>(AttentionOperands<T> x) : ITiled<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var tasks = (x.L + Tuning.AttentionQueries - 1) / Tuning.AttentionQueries;
        var body = new Body<TTile>(x, tasks);
        Threads.For((long)x.Heads * tasks, 1, ref body);
    }

    readonly unsafe struct Body<TTile>(AttentionOperands<T> x, int tasksPerHead) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            var b = new Buffers();
            var storage = Storage.Allocate(Place(ref b, null) + 64);
            fixed (byte* memory = storage)
            {
                Place(ref b, GemmProblem<T>.Align(memory));
                for (var t = start; t < end; t++)
                    Chunk((int)(t / tasksPerHead), (int)(t % tasksPerHead) * Tuning.AttentionQueries, b);
            }
            storage.Release();
        }

        /// <summary>Divides memory among the buffers; returns the bytes they take.</summary>
        long Place(ref Buffers b, byte* memory)
        {
            const int keys = Tuning.AttentionKeys, queries = Tuning.AttentionQueries;
            var next = (T*)memory;
            b.Queries = Pieces.Take(ref next, (long)queries * x.E);
            b.Outputs = Pieces.Take(ref next, (long)queries * x.Ev);
            b.Scores = Pieces.Take(ref next, keys * TTile.Columns);
            b.Maxima = Pieces.Take(ref next, queries);
            b.Sums = Pieces.Take(ref next, queries);
            b.KeyEdge = Pieces.Take(ref next, (long)TTile.Rows * x.E);
            b.ValueEdge = Pieces.Take(ref next, TTile.Rows * keys);
            b.Extra = AttentionColumns.Scratch(x, TTile.Columns) is var extra and > 0 ? Pieces.Take(ref next, extra) : null;
            return (byte*)next - memory;
        }

        void Chunk(int head, int first, in Buffers b)
        {
            var last = Math.Min(first + Tuning.AttentionQueries, x.L);
            AttentionColumns.Queries(x, TTile.Columns, x.Q + x.QAt[head] + first * x.QRow, last - first, b.Queries);
            new Span<T>(b.Maxima, Tuning.AttentionQueries).Fill(T.NegativeInfinity);
            new Span<T>(b.Sums, Tuning.AttentionQueries).Clear();
            for (var key = 0; key < x.S && !(x.IsCausal && key >= last); key += Tuning.AttentionKeys)
            {
                T* k = x.K + x.KAt[head] + key * x.KRow, v = x.V + x.VAt[head] + key * x.VRow;
                RowTiles<T> keyRows = default, valueRows = default;
                var ready = 0;
                for (var i = first; i < last; i += TTile.Columns)
                {
                    var block = new AttentionBlock(head, i, Math.Min(TTile.Columns, last - i), key, x.Seen(Math.Min(i + TTile.Columns, last), key));
                    if (block.Keys <= 0) continue;
                    if (block.Keys != ready)
                    {
                        ready = block.Keys;
                        keyRows = RowTiles<T>.InPlace<TTile>(k, x.KRow, 1, ready, x.E, b.KeyEdge);
                        valueRows = RowTiles<T>.InPlace<TTile>(v, 1, x.VRow, x.Ev, ready, b.ValueEdge);
                    }
                    var outputs = b.Outputs + (nint)(i - first) * x.Ev;
                    PanelProduct<T, TTile>.Multiply(keyRows, b.Queries + (nint)(i - first) * x.E, x.E, TTile.Columns, new(b.Scores, TTile.Columns));
                    AttentionColumns.Weights(x, block, TTile.Columns, b.Scores, b.Maxima + (i - first), b.Sums + (i - first), outputs, b.Extra);
                    PanelProduct<T, TTile>.Multiply(valueRows, b.Scores, ready, TTile.Columns, new(outputs, TTile.Columns) { Accumulate = key > 0 });
                }
            }
            for (var i = first; i < last; i += TTile.Columns)
                AttentionColumns.Finish(x, head, i, Math.Min(TTile.Columns, last - i), TTile.Columns, b.Maxima + (i - first), b.Sums + (i - first),
                    b.Outputs + (nint)(i - first) * x.Ev);
        }
    }

    /// <summary>
    /// Of a task: its queries as panels [E, lanes], outputs as panels [Ev, lanes], the scores of one panel [keys, lanes]; a number per
    /// query; last rows of K and Vᵀ that do not fill a tile; masks and dropout.
    /// </summary>
    unsafe struct Buffers
    {
        internal T* Queries, Outputs, Scores, Maxima, Sums, KeyEdge, ValueEdge, Extra;
    }
}

using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// The gradients of <see cref="AttentionForward{T}"/>: weights are computed again tile by tile from the scores and the saved log-sum-exp.
/// With P the weights: dV = Pᵀ dO, dS = scale P (dO Vᵀ - Σ dO O), dQ = dS K and dK = dSᵀ Q.
/// </summary>
/// <remarks>
/// Transposed as forward. A task takes a head, or a part of its keys where heads are few (a number of parts that sizes alone decide): dK and dV are its
/// own, dQ is summed over the parts at the end, in their order.
/// </remarks>
readonly unsafe struct AttentionBackward<T>(AttentionOperands<T> x, T* dOutput, T* dQ, T* dK, T* dV) : ITiled<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int Keys = Tuning.AttentionKeys, Lanes = Tuning.AttentionGradientQueries;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var blocks = (x.S + Keys - 1) / Keys;
        var parts = Math.Clamp((Tuning.AttentionGradientTasks + x.Heads - 1) / x.Heads, 1, blocks);
        var keys = (blocks + parts - 1) / parts * Keys;
        parts = (x.S + keys - 1) / keys;
        var length = (x.L + Lanes - 1) / Lanes * Lanes;
        var storage = parts > 1 ? Storage.Allocate((long)x.Heads * parts * length * x.E * sizeof(T) + 64) : null;
        fixed (byte* memory = storage)
        {
            var partial = parts > 1 ? (T*)GemmProblem<T>.Align(memory) : null;
            var body = new Part<TTile>(x, dOutput, dQ, dK, dV, partial, parts, keys, length);
            Threads.For((long)x.Heads * parts, 1, ref body);
            if (parts > 1)
            {
                var sum = new Sum<TTile>(x, dQ, partial, parts, length);
                Threads.For((long)x.Heads * (length / Lanes), 1, ref sum);
            }
        }
        storage?.Release();
    }

    /// <summary>Queries' gradients as panels [E, lanes] to rows.</summary>
    static void Finish<TTile>(in AttentionOperands<T> x, T* dQ, int head, int first, T* panels) where TTile : struct, ITile<T>
    {
        for (var i = first; i < Math.Min(first + Lanes, x.L); i += TTile.Columns)
            Packing.Strip(dQ + ((nint)head * x.L + i) * x.E, x.E, x.E, panels + (nint)(i - first) * x.E, TTile.Columns, 1, Math.Min(TTile.Columns, x.L - i));
    }

    readonly struct Sum<TTile>(AttentionOperands<T> x, T* dQ, T* partial, int parts, int length) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            for (var t = start; t < end; t++)
            {
                var (head, first) = ((int)(t / (length / Lanes)), (int)(t % (length / Lanes)) * Lanes);
                var total = partial + ((nint)head * parts * length + first) * x.E;
                for (var p = 1; p < parts; p++)
                    LaneRange.For<T, AddBody<T>>(1, 1, new(total, total + (nint)p * length * x.E, (nint)Lanes * x.E, T.One));
                Finish<TTile>(x, dQ, head, first, total);
            }
        }
    }

    readonly struct Part<TTile>(AttentionOperands<T> x, T* dOutput, T* dQ, T* dK, T* dV, T* partial, int parts, int keysPerPart, int length) : IRangeBody
        where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            var b = new AttentionGradientBuffers<T>();
            var storage = Storage.Allocate(b.Place<TTile>(x, length, parts > 1, null) + 64);
            fixed (byte* memory = storage)
            {
                b.Place<TTile>(x, length, parts > 1, GemmProblem<T>.Align(memory));
                for (var t = start; t < end; t++)
                {
                    var (head, part) = ((int)(t / parts), (int)(t % parts));
                    if (parts > 1) b.QueryGradients = partial + (nint)t * length * x.E;
                    Keys(head, part * keysPerPart, Math.Min((part + 1) * keysPerPart, x.S), b);
                    if (parts > 1) continue;
                    for (var i = 0; i < x.L; i += Lanes) Finish<TTile>(x, dQ, head, i, b.QueryGradients + (nint)i * x.E);
                }
            }
            storage.Release();
        }

        void Keys(int head, int firstKey, int lastKey, in AttentionGradientBuffers<T> b)
        {
            T* dy = dOutput + (nint)head * x.L * x.Ev, dk = dK + (nint)head * x.S * x.E, dv = dV + (nint)head * x.S * x.Ev;
            new Span<T>(dk + (nint)firstKey * x.E, (lastKey - firstKey) * x.E).Clear();
            new Span<T>(dv + (nint)firstKey * x.Ev, (lastKey - firstKey) * x.Ev).Clear();
            new Span<T>(b.QueryGradients, length * x.E).Clear();
            Pack(head, dy, b);
            for (var key = firstKey; key < lastKey; key += AttentionBackward<T>.Keys)
            {
                T* k = x.K + x.KAt[head] + key * x.KRow, v = x.V + x.VAt[head] + key * x.VRow;
                RowTiles<T> keyRows = default, valueRows = default, keyColumns = default;
                var ready = 0;
                for (var i = 0; i < x.L; i += Lanes)
                {
                    var queries = Math.Min(Lanes, x.L - i);
                    var block = new AttentionBlock(head, i, queries, key, x.Seen(i + queries, key));
                    if (block.Keys <= 0) continue;
                    if (block.Keys != ready)
                    {
                        ready = block.Keys;
                        keyRows = RowTiles<T>.InPlace<TTile>(k, x.KRow, 1, ready, x.E, b.KeyEdge);
                        valueRows = RowTiles<T>.InPlace<TTile>(v, x.VRow, 1, ready, x.Ev, b.ValueEdge);
                        keyColumns = RowTiles<T>.InPlace<TTile>(k, 1, x.KRow, x.E, ready, b.KeyColumnEdge);
                    }
                    for (var lane = 0; lane < Lanes; lane += TTile.Columns)
                    {
                        PanelProduct<T, TTile>.Multiply(keyRows, b.Queries + (nint)(i + lane) * x.E, x.E, TTile.Columns, new(b.Scores + lane, Lanes));
                        PanelProduct<T, TTile>.Multiply(valueRows, b.Outputs + (nint)(i + lane) * x.Ev, x.Ev, TTile.Columns, new(b.WeightGradients + lane, Lanes));
                    }
                    AttentionColumns.Mask(x, block, Lanes, b.Scores, b.Extra);
                    if (x.Keep != 1) AttentionColumns.Dropout(x, block, Lanes, b.Extra);
                    LaneRange.For<T, AttentionGradientBody<T>>(1, 1, new(b.Scores, b.WeightGradients, x.Keep != 1 ? b.Extra : null, b.Panels,
                        ready, Lanes, TTile.Columns, b.LogSums + i, b.Dots + i, x.Scale));

                    var weightRows = RowTiles<T>.InPlace<TTile>(b.Scores, Lanes, 1, ready, queries, b.Edge);
                    PanelProduct<T, TTile>.Multiply(weightRows, b.OutputRows + (nint)i * b.WidthEv, queries, x.Ev, Into(dv + (nint)key * x.Ev, x.Ev));
                    var scoreRows = RowTiles<T>.InPlace<TTile>(b.WeightGradients, Lanes, 1, ready, queries, b.Edge);
                    PanelProduct<T, TTile>.Multiply(scoreRows, b.QueryRows + (nint)i * b.WidthE, queries, x.E, Into(dk + (nint)key * x.E, x.E));
                    for (var lane = 0; lane < Lanes; lane += TTile.Columns)
                        PanelProduct<T, TTile>.Multiply(keyColumns, b.Panels + (nint)lane * ready, ready, TTile.Columns,
                            Into(b.QueryGradients + (nint)(i + lane) * x.E, TTile.Columns));
                }
            }
        }

        /// <summary>Queries and output gradients in both orders, and what the gradient of the softmax needs of each query.</summary>
        void Pack(int head, T* dy, in AttentionGradientBuffers<T> b)
        {
            var q = x.Q + x.QAt[head];
            // Lanes beyond the last query: no weights, no gradients.
            new Span<T>(b.Queries, length * x.E).Clear();
            new Span<T>(b.Outputs, length * x.Ev).Clear();
            AttentionColumns.Queries(x, TTile.Columns, q, x.L, b.Queries);
            Packing.Panels(b.Outputs, TTile.Columns, x.L, dy, x.Ev, 1, x.Ev);
            for (var i = 0; i < x.L; i += Lanes)
            {
                var queries = Math.Min(Lanes, x.L - i);
                Packing.Panels(b.QueryRows + (nint)i * b.WidthE, TTile.Columns, x.E, q + i * x.QRow, 1, x.QRow, queries);
                Packing.Panels(b.OutputRows + (nint)i * b.WidthEv, TTile.Columns, x.Ev, dy + (nint)i * x.Ev, 1, x.Ev, queries);
            }
            new Span<T>(b.LogSums, length).Fill(T.PositiveInfinity);
            new Span<T>(b.Dots, length).Clear();
            for (var i = 0; i < x.L; i++) b.LogSums[i] = x.LogSums[(nint)head * x.L + i] * AttentionExponential.Unit<T>();
            LaneRange.For<T, RowDots<T>>(x.L, x.L, new(x.Output + (nint)head * x.L * x.Ev, dy, x.Ev, b.Dots));
        }

        static Target<T> Into(T* c, int row) => new(c, row) { Accumulate = true };
    }
}

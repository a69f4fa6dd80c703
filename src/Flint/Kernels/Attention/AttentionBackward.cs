using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// The gradients of <see cref="AttentionForward{T}"/>, a head a task: weights are computed again tile by tile from the scores and the
/// saved log-sum-exp. With P the weights: dV = Pᵀ dO, dS = scale P (dO Vᵀ - Σ dO O), dQ = dS K and dK = dSᵀ Q.
/// </summary>
readonly unsafe struct AttentionBackward<T>(AttentionOperands<T> x, T* dOutput, T* dQ, T* dK, T* dV) : ITiled<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int Keys = Tuning.AttentionKeys, Queries = 96;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var body = new Body<TTile>(x, dOutput, dQ, dK, dV);
        Threads.For(x.Heads, 1, ref body);
    }

    readonly struct Body<TTile>(AttentionOperands<T> x, T* dOutput, T* dQ, T* dK, T* dV) : IRangeBody where TTile : struct, ITile<T>
    {
        public void Run(long start, long end)
        {
            int tile = Queries * Keys, e = x.E + TTile.Columns, ev = x.Ev + TTile.Columns;
            long columns = Keys + TTile.Columns, edge = (long)TTile.Rows * Math.Max(Math.Max(x.E, x.Ev), Keys);
            var size = columns * (2L * e + ev) + (long)Queries * (e + ev) + 2L * tile + edge + x.L;
            var storage = Storage.Allocate(size * sizeof(T) + 64);
            fixed (byte* memory = storage)
            {
                var buffers = new Buffers { KeysAcross = (T*)GemmProblem<T>.Align(memory) };
                buffers.KeysDown = buffers.KeysAcross + columns * e;
                buffers.ValuesAcross = buffers.KeysDown + columns * e;
                buffers.Query = buffers.ValuesAcross + columns * ev;
                buffers.Output = buffers.Query + (long)Queries * e;
                buffers.Weights = buffers.Output + (long)Queries * ev;
                buffers.Scores = buffers.Weights + tile;
                buffers.Edge = buffers.Scores + tile;
                buffers.Dots = buffers.Edge + edge;
                for (var head = start; head < end; head++) Head((int)head, buffers);
            }
            storage.Release();
        }

        void Head(int head, in Buffers b)
        {
            T* output = x.Output + (nint)head * x.L * x.Ev, dy = dOutput + (nint)head * x.L * x.Ev;
            T* dq = dQ + (nint)head * x.L * x.E, dk = dK + (nint)head * x.S * x.E, dv = dV + (nint)head * x.S * x.Ev;
            new Span<T>(dk, x.S * x.E).Clear();
            new Span<T>(dv, x.S * x.Ev).Clear();
            new Span<T>(dq, x.L * x.E).Clear();
            for (var i = 0; i < x.L; i++)
            {
                var dot = T.Zero;
                for (var d = 0; d < x.Ev; d++) dot += output[(nint)i * x.Ev + d] * dy[(nint)i * x.Ev + d];
                b.Dots[i] = dot;
            }
            for (var key = 0; key < x.S; key += Keys)
            {
                var keys = Math.Min(Keys, x.S - key);
                T* k = x.K + x.KAt[head] + key * x.KRow, v = x.V + x.VAt[head] + key * x.VRow;
                Packing.Panels(b.KeysAcross, TTile.Columns, keys, k, x.KRow, 1, x.E);
                Packing.Panels(b.KeysDown, TTile.Columns, x.E, k, 1, x.KRow, keys);
                Packing.Panels(b.ValuesAcross, TTile.Columns, keys, v, x.VRow, 1, x.Ev);
                for (var i = 0; i < x.L; i += Queries)
                {
                    var rows = Math.Min(Queries, x.L - i);
                    if (x.IsCausal && key >= i + rows) continue;
                    T* q = x.Q + x.QAt[head] + i * x.QRow, dyTile = dy + (nint)i * x.Ev;
                    Multiply(RowTiles<T>.InPlace<TTile>(q, x.QRow, 1, rows, x.E, b.Edge), b.KeysAcross, x.E, keys, new(b.Weights, Keys));
                    Multiply(RowTiles<T>.InPlace<TTile>(dyTile, x.Ev, 1, rows, x.Ev, b.Edge), b.ValuesAcross, x.Ev, keys, new(b.Scores, Keys));
                    AttentionGradientRows.Run(x, head, i, rows, key, keys, b.Weights, b.Scores, b.Dots);
                    Packing.Panels(b.Output, TTile.Columns, x.Ev, dyTile, 1, x.Ev, rows);
                    Packing.Panels(b.Query, TTile.Columns, x.E, q, 1, x.QRow, rows);
                    Multiply(RowTiles<T>.InPlace<TTile>(b.Weights, 1, Keys, keys, rows, b.Edge), b.Output, rows, x.Ev, Into(dv + (nint)key * x.Ev, x.Ev));
                    Multiply(RowTiles<T>.InPlace<TTile>(b.Scores, 1, Keys, keys, rows, b.Edge), b.Query, rows, x.E, Into(dk + (nint)key * x.E, x.E));
                    Multiply(RowTiles<T>.InPlace<TTile>(b.Scores, Keys, 1, rows, keys, b.Edge), b.KeysDown, keys, x.E, Into(dq + (nint)i * x.E, x.E));
                }
            }
        }

        static Target<T> Into(T* c, int row) => new(c, row) { Accumulate = true };

        static void Multiply(in RowTiles<T> a, T* panels, int k, int columns, in Target<T> target)
        {
            var b = new PackedPanels<T, TTile>(panels);
            Product<T, TTile>.Sweep(a, ref b, 0, k, 0, 0, columns, target, first: true, last: true);
        }
    }

    struct Buffers
    {
        internal T* KeysAcross, KeysDown, ValuesAcross, Query, Output, Weights, Scores, Edge, Dots;
    }
}

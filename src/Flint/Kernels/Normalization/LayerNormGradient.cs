using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// With g = dy w and n = (x - mean) rstd: dx = rstd (g - mean(g) - n mean(g n)), dw = Σ dy n and db = Σ dy over the rows.
/// Blocks of rows, their number given by the shape alone, sum dw and db apart; the blocks are added in order.
/// </summary>
static unsafe class LayerNormGradient
{
    const int MostBlocks = 32, LeastRows = 16;

    internal static int Blocks(long rows) => (int)Math.Clamp((rows + LeastRows - 1) / LeastRows, 1, MostBlocks);

    /// <summary>Fills dx, dw and db; the workspace <paramref name="partial"/> has Blocks(rows) times 2 size elements.</summary>
    internal static void Run<T>(T* dy, T* x, T* w, T* mean, T* rstd, T* dx, T* dw, T* db, T* partial, long rows, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var blocks = Blocks(rows);
        LaneRange.For<T, Body<T>>(blocks, 1, new()
        {
            Dy = dy, X = x, W = w, Mean = mean, Rstd = rstd, Dx = dx, Partial = partial,
            Rows = rows, BlockRows = (rows + blocks - 1) / blocks, Size = size,
        });
        LaneRange.For<T, BlockSums<T>>(size, 1024, new() { Partial = partial, Dw = dw, Db = db, Blocks = blocks, Size = size });
    }

    struct Body<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Dy, X, W, Mean, Rstd, Dx, Partial;
        internal long Rows, BlockRows;
        internal int Size;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var block = start; block < end; block++)
            {
                var dw = Partial + block * 2 * Size;
                new Span<T>(dw, 2 * Size).Clear();
                for (var row = block * BlockRows; row < Math.Min(Rows, (block + 1) * BlockRows); row++) Row<V>(row, dw, dw + Size);
            }
        }

        [MethodImpl(Always)]
        readonly void Row<V>(long row, T* dw, T* db) where V : struct, ISimdLane<V>
        {
            T mean = Mean[row], rstd = Rstd[row], n = T.CreateTruncating(Size);
            V g = V.Zero, gn = V.Zero;
            Lane1<T> restG = default, restGn = default;
            var i = 0;
            Sum(row * Size, Across.Same<V, T>(mean), Across.Same<V, T>(rstd), ref g, ref gn, dw, db, ref i);
            Sum(row * Size, Across.Same<Lane1<T>, T>(mean), Across.Same<Lane1<T>, T>(rstd), ref restG, ref restGn, dw, db, ref i);
            var meanG = (Across.Sum<V, T>(g) + Across.Sum<Lane1<T>, T>(restG)) / n;
            var meanGn = (Across.Sum<V, T>(gn) + Across.Sum<Lane1<T>, T>(restGn)) / n;
            i = 0;
            Spread(row * Size, Across.Same<V, T>(mean), Across.Same<V, T>(rstd), Across.Same<V, T>(meanG), Across.Same<V, T>(meanGn), ref i);
            Spread(row * Size, Across.Same<Lane1<T>, T>(mean), Across.Same<Lane1<T>, T>(rstd),
                Across.Same<Lane1<T>, T>(meanG), Across.Same<Lane1<T>, T>(meanGn), ref i);
        }

        [MethodImpl(Always)]
        readonly void Sum<V>(long at, V mean, V rstd, ref V sumG, ref V sumGn, T* dw, T* db, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= Size - V.Width; i += V.Width)
            {
                var dy = V.Load(Dy + at, i);
                var normal = (V.Load(X + at, i) - mean) * rstd;
                var g = dy * V.Load(W, i);
                sumG += g;
                sumGn = V.Fma(g, normal, sumGn);
                V.Store(V.Fma(dy, normal, V.Load(dw, i)), dw, i);
                V.Store(V.Load(db, i) + dy, db, i);
            }
        }

        [MethodImpl(Always)]
        readonly void Spread<V>(long at, V mean, V rstd, V meanG, V meanGn, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= Size - V.Width; i += V.Width)
            {
                var normal = (V.Load(X + at, i) - mean) * rstd;
                V.Store(rstd * (V.Load(Dy + at, i) * V.Load(W, i) - meanG - normal * meanGn), Dx + at, i);
            }
        }
    }

    struct BlockSums<T> : ILaneRange<T> where T : unmanaged, INumber<T>
    {
        internal T* Partial, Dw, Db;
        internal int Blocks, Size;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var i = start;
            Sum<V>(ref i, end);
            Sum<Lane1<T>>(ref i, end);
        }

        [MethodImpl(Always)]
        readonly void Sum<V>(ref long i, long end) where V : struct, ISimdLane<V>
        {
            for (; i <= end - V.Width; i += V.Width)
            {
                V dw = V.Zero, db = V.Zero;
                for (var block = 0; block < Blocks; block++)
                {
                    dw += V.Load(Partial + (2L * block) * Size, (nint)i);
                    db += V.Load(Partial + (2L * block + 1) * Size, (nint)i);
                }
                V.Store(dw, Dw, (nint)i);
                V.Store(db, Db, (nint)i);
            }
        }
    }
}

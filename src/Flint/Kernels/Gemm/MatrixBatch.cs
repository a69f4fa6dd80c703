namespace Flint.Kernels;

/// <summary>The geometry of a batch of products: sizes and strides of the matrices, and where in the batch each begins.</summary>
readonly struct MatrixBatch
{
    readonly int[] sizes;
    readonly long[] aStrides, bStrides;

    internal readonly int M, N, K;
    internal readonly nint ARow, AColumn, BRow, BColumn;

    /// <summary>The number of products.</summary>
    internal readonly long Count;

    MatrixBatch(Layout a, Layout b, int batchDims)
    {
        (sizes, aStrides, bStrides) = (a.Sizes[..batchDims], a.Strides[..batchDims], b.Strides[..batchDims]);
        (M, K, N) = (a.Sizes[^2], a.Sizes[^1], b.Sizes[^1]);
        (ARow, AColumn) = ((nint)a.Strides[^2], (nint)a.Strides[^1]);
        (BRow, BColumn) = ((nint)b.Strides[^2], (nint)b.Strides[^1]);
        Count = 1;
        foreach (var size in sizes) Count *= size;
    }

    /// <summary>
    /// From layouts [..., m, k] and [..., k, n] with equal leading sizes. Where one b serves the whole batch and a's rows
    /// are evenly spaced throughout, the batch becomes one tall product.
    /// </summary>
    internal static MatrixBatch Of(Layout a, Layout b)
    {
        var batchDims = a.Rank - 2;
        if (batchDims == 0 || a.Count == 0 || !Shared(b, batchDims)) return new(a, b, batchDims);
        long rows = a.Sizes[^2], rowStride = a.Strides[^2];
        for (var d = batchDims - 1; d >= 0; d--)
        {
            if (a.Sizes[d] == 1) continue;
            if (rows == 1) rowStride = a.Strides[d];
            else if (a.Strides[d] != rows * rowStride) return new(a, b, batchDims);
            rows *= a.Sizes[d];
        }
        if (rows > int.MaxValue) return new(a, b, batchDims);
        var tall = new Layout([(int)rows, a.Sizes[^1]], [rowStride, a.Strides[^1]]);
        return new(tall, new(b.Sizes[batchDims..], b.Strides[batchDims..]), 0);
    }

    static bool Shared(Layout b, int batchDims)
    {
        for (var d = 0; d < batchDims; d++)
            if (b.Sizes[d] != 1 && b.Strides[d] != 0) return false;
        return true;
    }

    /// <summary>Elements from the first matrices to those of product <paramref name="index"/>.</summary>
    internal void Offsets(long index, out nint a, out nint b)
    {
        (a, b) = (0, 0);
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            var (next, at) = Math.DivRem(index, sizes[d]);
            a += (nint)(at * aStrides[d]);
            b += (nint)(at * bStrides[d]);
            index = next;
        }
    }

    /// <summary>All products into consecutive matrices; small ones are spread over the threads, large ones split inside.</summary>
    internal unsafe void Multiply<T>(T* a, T* b, in Target<T> c) where T : unmanaged
    {
        // Multiply-adds of one product that give every thread something to do by itself.
        const long large = 1 << 24;
        var work = Math.Max(1, (long)M * N * Math.Max(K, 1));
        var body = new BatchedGemm<T>(this, a, b, c);
        if (work >= large) body.Run(0, Count);
        else Threads.For(Count, Math.Max(1, (1 << 20) / work), ref body);
    }
}

/// <summary>Products [start, end) of a batch.</summary>
readonly unsafe struct BatchedGemm<T>(MatrixBatch batch, T* a, T* b, Target<T> c) : IRangeBody where T : unmanaged
{
    public void Run(long start, long end)
    {
        for (var i = start; i < end; i++)
        {
            batch.Offsets(i, out var atA, out var atB);
            Gemm.Multiply(batch.M, batch.N, batch.K, new(a + atA, batch.ARow, batch.AColumn), new(b + atB, batch.BRow, batch.BColumn),
                c.Shift((nint)(i * batch.M * batch.N)));
        }
    }
}

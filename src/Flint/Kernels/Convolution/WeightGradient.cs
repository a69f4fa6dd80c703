namespace Flint.Kernels;

/// <summary>
/// The gradient of a convolution's weights: <c>dA[m, tap] = sum over images and pixels of dout[m, pixel] patch[tap, pixel]</c>,
/// an implicit GEMM along the pixels. Images are cut into a fixed number of shares, whose sums are added in order. Where
/// images are computed several at a time, dL/dout is interleaved like them before.
/// </summary>
unsafe struct WeightGradient<T>(Correlation shape, int images, int groups, int rows) : ITiled<T> where T : unmanaged
{
    const int WantedTasks = 16;

    /// <summary>The first image; from one image and one group to the next.</summary>
    internal Image<T> Source;
    internal nint SourceImage, SourceGroup;

    /// <summary>dL/dout: [images, groups, rows, pixels], contiguous.</summary>
    internal T* Gradient;

    /// <summary>dL/dA: [groups, rows, taps], contiguous.</summary>
    internal T* Result;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var perGroup = (nint)rows * shape.Taps;
        // Channels in chunks of whole panels where there are many; few make one chunk.
        var direct = shape.Taps <= Tuning.DirectTaps && (long)perGroup <= Tuning.DirectWeights;
        var chunk = direct || shape.Taps <= 18 * TTile.Columns ? shape.Channels : Math.Min(TTile.Columns, shape.Channels);
        var chunks = (shape.Channels + chunk - 1) / chunk;
        var wantedShares = Math.Clamp((WantedTasks + chunks * groups - 1) / (chunks * groups), 1, shape.ImageBlocks);
        var blocksPerShare = (shape.ImageBlocks + wantedShares - 1) / wantedShares;
        var shares = (shape.ImageBlocks + blocksPerShare - 1) / blocksPerShare;
        var size = perGroup * groups;
        var pixels = (nint)shape.OutHeight * shape.OutWidth;
        // Room for absent images of the last block too: they are zeros on both sides.
        var interleaved = shape.Together > 1 ? (nint)shape.ImageBlocks * shape.Together * groups * rows * pixels : 0;
        var storage = Storage.Allocate((long)(size * (shares - 1) + interleaved) * sizeof(T) + (long)shape.Taps * sizeof(int) + 64);
        fixed (byte* memory = storage)
        {
            var others = (T*)GemmProblem<T>.Align(memory);
            var gradient = others + size * (shares - 1);
            var offsets = (int*)(gradient + interleaved);
            shape.Offsets(offsets);
            if (shape.Together > 1)
            {
                var planes = (long)groups * rows;
                var interleave = new InterleavedPlanes<T>(Gradient, gradient, images, shape.Together, planes, (int)pixels);
                Threads.For(shape.ImageBlocks * planes, Grain.Of(pixels * shape.Together), ref interleave);
                Gradient = gradient;
            }
            if (direct)
            {
                var body = new DirectWeightGradient<T>(this, shape, offsets, groups, rows, images, blocksPerShare, others);
                Threads.For((long)shares * groups, Math.Max(1, (long)shares * groups / (4 * WantedTasks)), ref body);
            }
            else
            {
                var body = new WeightGradientTask<T, TTile>(this, shape, offsets, groups, rows, images, blocksPerShare, chunk, chunks, others);
                Threads.For((long)shares * groups * chunks, 1, ref body);
            }
            var sum = new ShareSum<T>(Result, others, size, shares - 1);
            Threads.For(size, 1 << 15, ref sum);
        }
        storage.Release();
    }
}

/// <summary>Adds the shares after the first to the first, in order.</summary>
readonly unsafe struct ShareSum<T>(T* result, T* others, nint size, int count) : IRangeBody where T : unmanaged
{
    public void Run(long start, long end)
    {
        for (var s = 0; s < count; s++)
        {
            var sum = new Span<T>(result + start, (int)(end - start));
            var other = new ReadOnlySpan<T>(others + s * size + start, (int)(end - start));
            var i = 0;
            for (; i + System.Numerics.Vector<T>.Count <= sum.Length; i += System.Numerics.Vector<T>.Count)
                (new System.Numerics.Vector<T>(sum[i..]) + new System.Numerics.Vector<T>(other[i..])).CopyTo(sum[i..]);
            for (; i < sum.Length; i++) sum[i] = SimdScalar<T>.Add(sum[i], other[i]);
        }
    }
}

/// <summary>[images, planes, pixels] to [blocks of images, planes, pixels, images of the block]; absent images become zeros.</summary>
readonly unsafe struct InterleavedPlanes<T>(T* source, T* target, int images, int together, long planes, int pixels) : IRangeBody where T : unmanaged
{
    public void Run(long start, long end)
    {
        for (var p = start; p < end; p++)
        {
            var (block, plane) = Math.DivRem(p, planes);
            var (first, count) = (block * together, (int)Math.Min(together, images - block * together));
            var to = target + (nint)p * pixels * together;
            if (count < together) new Span<T>(to, pixels * together).Clear();
            Interleaving.Do(source + (nint)(first * planes + plane) * pixels, 1, (nint)planes * pixels, count, to, together, pixels);
        }
    }
}

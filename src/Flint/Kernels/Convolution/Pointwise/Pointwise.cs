namespace Flint.Kernels;

/// <summary>
/// A convolution of 1 x 1 without stride and padding is a matrix product per image, on the image in place. Large images lie along the
/// tile's vectors: <c>Y[out, pixel] = W[out, in] X[in, pixel]</c>. Small ones would leave the last vectors half empty, so their output channels
/// do: <c>Yᵀ[pixel, out] = Xᵀ[pixel, in] Wᵀ[in, out]</c>, transposed as it is stored.
/// </summary>
static unsafe class Pointwise
{
    /// <summary>Computes the output, or returns false where this is no plain product.</summary>
    internal static bool TryForward<T>(
        in ConvolutionShape s, Image<T> images, nint imageStride, T* weight, T* bias, T* output, KernelWidth? width, Storage? constant, Clamp? clamp) where T : unmanaged
    {
        if (s is not { Kernel: { Height: 1, Width: 1 }, Stride: { Height: 1, Width: 1 }, Padding: { Height: 0, Width: 0 }, Groups: 1 }) return false;
        if (images.RowStride != s.Source.Width * images.ColumnStride && s.Source.Height > 1) return false;
        var problem = new PointwiseProblem<T>(s)
        {
            Images = images,
            ImageStride = imageStride,
            Weight = weight,
            Constant = constant,
            Bias = bias,
            Clamp = clamp,
            Output = output,
            Width = width,
        };
        Tiles.Run<T, PointwiseProblem<T>>(ref problem, width);
        return true;
    }
}

/// <summary>The operands, ready to run with any tile.</summary>
unsafe struct PointwiseProblem<T>(ConvolutionShape s) : ITiled<T> where T : unmanaged
{
    internal Image<T> Images;
    internal nint ImageStride;

    /// <summary>[out, in], contiguous, and their storage if a packed copy may be kept with it.</summary>
    internal T* Weight;
    internal Storage? Constant;

    /// <summary>One number per output channel, or null.</summary>
    internal T* Bias;

    internal Clamp? Clamp;
    internal T* Output;
    internal KernelWidth? Width;

    internal readonly int Pixels => s.Output.Height * s.Output.Width;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        if (Pixels == 1) OnePixel();
        else if (Filled(s.OutChannels, TTile.Columns / 2) * 100 <= Filled(Pixels, TTile.Columns / 2) * (100 + Tuning.PointwiseStore)) AlongPixels();
        else AlongOutputs<TTile>();
    }

    /// <summary>The share of a row of half panels that <paramref name="count"/> columns fill.</summary>
    static double Filled(int count, int columns) => count / (double)((count + columns - 1) / columns * columns);

    /// <summary>The images are the rows of one product.</summary>
    readonly void OnePixel()
    {
        var target = new Target<T>(Output, s.OutChannels) { ColumnBias = Bias, Clamp = Clamp };
        Gemm.Multiply(s.Images, s.OutChannels, s.Channels, new(Images.First, ImageStride, Images.ChannelStride), new(Weight, 1, s.Channels), target, Width);
    }

    readonly void AlongPixels()
    {
        for (var n = 0; n < s.Images; n++)
        {
            var target = new Target<T>(Output + (nint)n * s.OutChannels * Pixels, Pixels) { RowBias = Bias, Clamp = Clamp };
            var image = new Matrix<T>(Images.First + n * ImageStride, Images.ChannelStride, Images.ColumnStride);
            Gemm.Multiply(s.OutChannels, Pixels, s.Channels, new(Weight, s.Channels, 1), image, target, Width);
        }
    }

    readonly void AlongOutputs<TTile>() where TTile : struct, ITile<T>
    {
        var form = new PointwiseWeights<T, TTile>(s.Channels, s.OutChannels);
        var packed = PackedWeight.Of(Constant, Weight, form);
        fixed (byte* weights = packed.Storage)
        {
            var blocks = new PointwiseBlocks<T, TTile>(this, s, (T*)weights, form.Columns);
            // Where there are few, the threads share each of them.
            if (blocks.Count >= Tuning.PointwiseBlocksAlone) Threads.For(blocks.Count, 1, ref blocks);
            else blocks.Run(0, blocks.Count);
        }
        packed.Release();
    }
}

/// <summary>Wᵀ in the panels that a tile reads, range of k after range of k.</summary>
readonly unsafe record struct PointwiseWeights<T, TTile>(int Channels, int Outputs) : IPackedForm
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Output channels, filled up to whole panels.</summary>
    internal int Columns => (Outputs + TTile.Columns - 1) / TTile.Columns * TTile.Columns;

    public long Bytes => (long)Channels * Columns * sizeof(T);

    public void Pack(byte* weight, byte* packed)
    {
        var weights = (T*)weight;
        var depth = GemmDepth.Of<T>(Channels);
        for (var k0 = 0; k0 < Channels; k0 += depth)
            Packing.Panels((T*)packed + (nint)k0 * Columns, TTile.Columns, Outputs, weights + k0, Channels, 1, Math.Min(depth, Channels - k0));
    }
}

using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>A convolution of 3 x 3 and stride 1 by Winograd's algorithm: transforms over the channels, products through the tile.</summary>
unsafe struct WinogradProblem(ConvolutionShape s, KernelWidth width) : ITiled<float>
{
    /// <summary>The first image, and from one to the next.</summary>
    internal Image<float> Images;
    internal nint ImageStride;

    /// <summary>[out, in, 3, 3], contiguous, and their storage if the transformed copy may be kept with it.</summary>
    internal float* Weight;
    internal Storage? Constant;

    /// <summary>The weights are those of the convolution whose input gradient this is: [in, out, 3, 3], turned by half.</summary>
    internal bool IsGradient;

    /// <summary>One number per output channel, or null.</summary>
    internal float* Bias;

    internal Clamp? Clamp;

    /// <summary>Contiguous.</summary>
    internal float* Output;

    public void Run<TTile>() where TTile : struct, ITile<float>
    {
        switch (width)
        {
            case KernelWidth.Bits512: Run<TTile, Lane512<float>>(); break;
            case KernelWidth.Bits256: Run<TTile, Lane256<float>>(); break;
            case KernelWidth.Bits128: Run<TTile, Lane128<float>>(); break;
            default: Run<TTile, Lane1<float>>(); break;
        }
    }

    readonly void Run<TTile, V>() where TTile : struct, ITile<float> where V : struct, ISimdLane<V>
    {
        var form = new WinogradWeights<TTile, V>(s.Channels, s.OutChannels, IsGradient);
        var packed = PackedWeight.Of(Constant, Weight, form);
        fixed (byte* weights = packed.Storage)
        {
            var plan = new WinogradPlan(s, TTile.Columns);
            var blocks = new WinogradBlocks<TTile, V>(this, s, plan, (float*)weights, form.Point, form.Columns);
            // Where there are few, the threads share each of them.
            if (plan.Blocks >= Tuning.WinogradBlocksAlone) Threads.For(plan.Blocks, 1, ref blocks);
            else blocks.Run(0, plan.Blocks);
        }
        packed.Release();
    }
}

/// <summary>Blocks [start, end): input transform, products, output transform.</summary>
readonly unsafe struct WinogradBlocks<TTile, V>(
    WinogradProblem problem, ConvolutionShape s, WinogradPlan plan, float* weights, nint weightPoint, int columns) : IRangeBody
    where TTile : struct, ITile<float> where V : struct, ISimdLane<V>
{
    public void Run(long start, long end)
    {
        var storage = Storage.Allocate((long)WinogradPlan.Points * (plan.InPoint + plan.OutPoint) * sizeof(float) + 64);
        fixed (byte* memory = storage)
        {
            var transformed = (float*)GemmProblem<float>.Align(memory);
            var products = transformed + WinogradPlan.Points * plan.InPoint;
            for (var block = (int)start; block < end; block++)
            {
                var first = block * plan.BlockRows;
                var rows = Math.Min(plan.BlockRows, plan.Rows - first);
                var segments = WinogradSegment.Count(plan, first, rows);

                var input = new WinogradInput<V>(s, plan, problem.Images, problem.ImageStride, first, rows, transformed);
                Threads.For(segments * WinogradInput<V>.Groups(s.Channels), 1, ref input);

                var product = new WinogradProduct<TTile>(plan, plan.TilesOf(rows), s.Channels, columns, transformed, weights, weightPoint, products);
                Threads.For(WinogradPlan.Points, 1, ref product);

                var output = new WinogradOutput<V>(s, plan, first, rows, products, problem.Bias, problem.Clamp, problem.Output);
                Threads.For(segments * WinogradInput<V>.Groups(s.OutChannels), 1, ref output);
            }
        }
        storage.Release();
    }
}

/// <summary>The products of points [start, end).</summary>
readonly unsafe struct WinogradProduct<TTile>(
    WinogradPlan plan, int tiles, int channels, int columns, float* transformed, float* weights, nint weightPoint, float* products) : IRangeBody
    where TTile : struct, ITile<float>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<float>(channels);
        var storage = Storage.Allocate(RowTiles<float>.Scratch<TTile>(TTile.Rows, depth) * sizeof(float) + 64);
        fixed (byte* memory = storage)
        {
            var scratch = (float*)GemmProblem<float>.Align(memory);
            for (var point = (nint)start; point < end; point++)
                for (var k0 = 0; k0 < channels; k0 += depth)
                {
                    var k = Math.Min(depth, channels - k0);
                    var a = RowTiles<float>.InPlace<TTile>(transformed + point * plan.InPoint + k0, plan.InPitch, 1, tiles, k, scratch);
                    var b = new PackedPanels<float, TTile>(weights + point * weightPoint + (nint)k0 * columns);
                    var target = new Target<float>(products + point * plan.OutPoint, plan.OutPitch);
                    Product<float, TTile>.Sweep(a, ref b, k0, k, 0, 0, columns, target, first: k0 == 0, last: k0 + k == channels);
                }
        }
        storage.Release();
    }
}

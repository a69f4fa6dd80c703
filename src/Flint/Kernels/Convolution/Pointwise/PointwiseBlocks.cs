namespace Flint.Kernels;

/// <summary>Blocks of images: their pixels become tiles of rows, each of which meets all panels of the weights.</summary>
readonly unsafe struct PointwiseBlocks<T, TTile>(PointwiseProblem<T> problem, ConvolutionShape s, T* weights, int columns) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    int Images => Math.Clamp(Tuning.PointwiseRows / problem.Pixels, 1, s.Images);

    internal int Count => (s.Images + Images - 1) / Images;

    public void Run(long start, long end)
    {
        var image = RowTiles<T>.Scratch<TTile>(problem.Pixels, s.Channels);
        var storage = Storage.Allocate(Images * image * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var packed = (T*)GemmProblem<T>.Align(memory);
            for (var first = (int)start * Images; first < (int)Math.Min(end * Images, s.Images); first += Images)
            {
                var count = Math.Min(Images, s.Images - first);
                var pack = new PointwisePack<T, TTile>(problem, s, first, packed, (nint)image);
                Threads.For((long)count * pack.Tiles, 4, ref pack);
                var product = new PointwiseProduct<T, TTile>(problem, s, first, count, packed, (nint)image, weights, columns);
                Threads.For((long)count * product.Chunks, 1, ref product);
            }
        }
        storage.Release();
    }
}

/// <summary>Tiles of pixels, the tile of an image counting fastest; range of k after range of k, as <see cref="RowTiles{T}"/> has them.</summary>
readonly unsafe struct PointwisePack<T, TTile>(PointwiseProblem<T> problem, ConvolutionShape s, int first, T* packed, nint image) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    internal int Tiles => (problem.Pixels + TTile.Rows - 1) / TTile.Rows;

    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(s.Channels);
        for (var t = (int)start; t < end; t++)
        {
            var (n, tile) = Math.DivRem(t, Tiles);
            var row = tile * TTile.Rows;
            var from = problem.Images.First + (first + n) * problem.ImageStride + row * problem.Images.ColumnStride;
            for (var k0 = 0; k0 < s.Channels; k0 += depth)
            {
                var k = Math.Min(depth, s.Channels - k0);
                Packing.Strip(packed + n * image + (nint)Tiles * TTile.Rows * k0 + (nint)row * k, TTile.Rows, Math.Min(TTile.Rows, problem.Pixels - row),
                    from + k0 * problem.Images.ChannelStride, problem.Images.ColumnStride, problem.Images.ChannelStride, k);
            }
        }
    }
}

/// <summary>Chunks of output channels, of one image after the other.</summary>
readonly unsafe struct PointwiseProduct<T, TTile>(
    PointwiseProblem<T> problem, ConvolutionShape s, int first, int images, T* packed, nint image, T* weights, int columns) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    // Their results stay in the second-level cache beside an image until they are transposed.
    const int Chunk = 128;

    // An odd number of cache lines from pixel to pixel.
    static nint Pitch => Chunk + 64 / sizeof(T);

    internal int Chunks => (s.OutChannels + Chunk - 1) / Chunk;

    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(s.Channels);
        var storage = Storage.Allocate(problem.Pixels * Pitch * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var results = (T*)GemmProblem<T>.Align(memory);
            for (var t = (int)start; t < end; t++)
            {
                var (chunk, n) = Math.DivRem(t, images);
                var column = chunk * Chunk;
                var count = Math.Min(Chunk, s.OutChannels - column);
                var output = problem.Output + ((nint)(first + n) * s.OutChannels + column) * problem.Pixels;
                var target = new Target<T>(results - column, Pitch) { ColumnBias = problem.Bias, Clamp = problem.Clamp };
                for (var k0 = 0; k0 < s.Channels; k0 += depth)
                {
                    var k = Math.Min(depth, s.Channels - k0);
                    var tiles = RowTiles<T>.Packed<TTile>(packed + n * image + (nint)RowTiles<T>.Scratch<TTile>(problem.Pixels, k0), problem.Pixels, k);
                    var panels = new PackedPanels<T, TTile>(weights + (nint)k0 * columns);
                    Product<T, TTile>.Sweep(tiles, ref panels, k0, k, 0, column, count, target, first: k0 == 0, last: k0 + k == s.Channels);
                }
                PixelRows.Store(results, Pitch, problem.Pixels, count, output, problem.Pixels);
            }
        }
        storage.Release();
    }
}

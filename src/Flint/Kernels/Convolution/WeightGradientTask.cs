namespace Flint.Kernels;

/// <summary>Task t is a chunk of source channels, of a group, of a share of the images, the chunk counting fastest.</summary>
readonly unsafe struct WeightGradientTask<T, TTile>(
    WeightGradient<T> problem, Correlation shape, int* offsets, int groups, int rows, int images, int blocksPerShare, int chunk, int chunks,
    T* others) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(shape.BlockRows * shape.LineColumns);
        var storage = Storage.Allocate((TapPanels<T, TTile>.BufferSize(depth) + TTile.Rows * (long)depth + shape.PaddedSize) * sizeof(T) + 64);
        fixed (byte* memory = storage)
            for (var t = start; t < end; t++) Run(t, depth, (T*)GemmProblem<T>.Align(memory));
        storage.Release();
    }

    void Run(long task, int depth, T* buffer)
    {
        var (rest, part) = Math.DivRem(task, chunks);
        var (share, group) = Math.DivRem(rest, groups);
        var edge = buffer + TapPanels<T, TTile>.BufferSize(depth);
        var padded = edge + TTile.Rows * (nint)depth;

        var firstChannel = (int)part * chunk;
        var piece = shape.With(Math.Min(chunk, shape.Channels - firstChannel));
        var result = (share == 0 ? problem.Result : others + (nint)(share - 1) * groups * rows * shape.Taps)
            + (nint)group * rows * shape.Taps + (nint)firstChannel * (shape.Taps / shape.Channels);
        // Offsets are the same for every chunk: they count from its own first channel.
        var panels = new TapPanels<T, TTile>(padded, offsets, piece.Taps, shape.LineColumns, (nint)shape.StrideH * shape.RowLength, buffer);
        var pixels = (nint)shape.OutHeight * shape.LineColumns;
        var copy = new PaddedBlock<T>(piece, padded);
        var first = true;
        for (var imageBlock = share * blocksPerShare; imageBlock < Math.Min(shape.ImageBlocks, (share + 1) * blocksPerShare); imageBlock++)
        {
            var image = imageBlock * shape.Together;
            var source = new Images<T>(
                problem.Source.Shift((nint)image * problem.SourceImage + (nint)group * problem.SourceGroup + firstChannel * problem.Source.ChannelStride),
                problem.SourceImage, shape.ImagesOf((int)imageBlock, images));
            var gradient = problem.Gradient + ((nint)imageBlock * groups + (nint)group) * rows * pixels;
            for (var block = 0; block < shape.Blocks; block++)
            {
                copy.Fill(source, block);
                var blockPixels = shape.RowsOf(block) * shape.LineColumns;
                var from = gradient + (nint)block * shape.BlockRows * shape.LineColumns;
                for (var k0 = 0; k0 < blockPixels; k0 += depth)
                {
                    var k = Math.Min(depth, blockPixels - k0);
                    var tiles = RowTiles<T>.InPlace<TTile>(from + k0, pixels, 1, rows, k, edge);
                    Product<T, TTile>.Sweep(tiles, ref System.Runtime.CompilerServices.Unsafe.AsRef(in panels), k0, k, 0, 0, piece.Taps,
                        new Target<T>(result, shape.Taps) { Accumulate = !first }, first: true, last: false);
                    first = false;
                }
            }
        }
    }
}

namespace Flint.Kernels;

/// <summary>Blocks of output: task t is a block of rows, of a group, of an image, the block counting fastest.</summary>
readonly unsafe struct CorrelationTask<T, TTile>(
    CorrelationProblem<T> problem, Correlation shape, T* packed, nint packedGroup, int* offsets, int groups, int rows) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var depth = Math.Max(1, Math.Min(GemmDepth.Of<T>(), shape.Taps));
        var gathered = problem.OutputPixel == 1 && problem.OutputLine == shape.OutWidth;
        var pixels = shape.BlockRows * shape.OutWidth;
        var storage = Storage.Allocate(
            (shape.PaddedSize + PatchPanels<T, TTile>.BufferSize(depth) + (gathered ? 0 : (long)rows * pixels)) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (T*)GemmProblem<T>.Align(memory);
            var padded = buffer + PatchPanels<T, TTile>.BufferSize(depth);
            var panels = new PatchPanels<T, TTile>(padded, offsets, shape.OutWidth, (nint)shape.StrideH * shape.RowLength, buffer);
            for (var t = start; t < end; t++)
            {
                var (rest, block) = Math.DivRem(t, shape.Blocks);
                var (image, group) = Math.DivRem(rest, groups);
                PaddedBlock.Fill(shape, problem.ImageOf(image, (int)group), (int)block, padded);

                var output = problem.Output + (nint)image * problem.OutputImage + (nint)group * rows * problem.OutputRow
                    + (nint)block * shape.BlockRows * problem.OutputLine;
                var target = gathered
                    ? new Target<T>(output, problem.OutputRow)
                    : new Target<T>(padded + shape.PaddedSize, pixels);
                target.RowBias = problem.Bias == null ? null : problem.Bias + group * rows;
                var columns = shape.RowsOf((int)block) * shape.OutWidth;
                for (var k0 = 0; k0 == 0 || k0 < shape.Taps; k0 += depth)
                {
                    var k = Math.Min(depth, shape.Taps - k0);
                    var tiles = RowTiles<T>.Packed<TTile>(
                        packed + (nint)group * packedGroup + (nint)RowTiles<T>.Scratch<TTile>(rows, k0), rows, k);
                    Product<T, TTile>.Sweep(tiles, ref panels, k0, k, 0, 0, columns, target, first: k0 == 0, last: k0 + k == shape.Taps);
                }
                if (!gathered) Scatter(target.C, pixels, columns, output);
            }
        }
        storage.Release();
    }

    /// <summary>A block computed in one piece goes to pixels that lie apart.</summary>
    void Scatter(T* from, nint row, int columns, T* output)
    {
        for (var r = 0; r < rows; r++, from += row, output += problem.OutputRow)
            for (var i = 0; i < columns; i++)
            {
                var (y, x) = Math.DivRem(i, shape.OutWidth);
                output[y * problem.OutputLine + x * problem.OutputPixel] = from[i];
            }
    }
}

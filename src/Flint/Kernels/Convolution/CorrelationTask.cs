namespace Flint.Kernels;

/// <summary>
/// Blocks of output: task t is a block of output channels, of a block of rows, of a group, of a block of images, the first counting fastest.
/// Without packed weights, each task packs its own, range of k after range of k: worth it where few tasks share them, as they
/// then go from memory to the second-level cache only.
/// </summary>
readonly unsafe struct CorrelationTask<T, TTile>(
    CorrelationProblem<T> problem, Correlation shape, T* packed, nint packedGroup, int* offsets, int images, int groups, int rows, int rowBlock)
    : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(shape.Taps);
        var rowStep = (nint)shape.StrideH * shape.RowLength;
        var flat = shape.IsFlat((rowBlock + TTile.Rows - 1) / TTile.Rows, TTile.Columns);
        var direct = !flat && shape.Together == 1 && problem.OutputPixel == 1 && problem.OutputLine == shape.OutWidth;
        var blockColumns = flat ? shape.FlatColumns(shape.BlockRows) : shape.BlockRows * shape.LineColumns;
        var panelSize = flat ? 0 : PatchPanels<T, TTile>.BufferSize(depth);
        var tileSize = packed == null ? RowTiles<T>.Scratch<TTile>(rowBlock, depth) : 0;
        var storage = Storage.Allocate((tileSize + panelSize + shape.PaddedSize + (direct ? 0 : (long)rowBlock * blockColumns)) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var scratch = (T*)GemmProblem<T>.Align(memory);
            var buffer = scratch + tileSize;
            var padded = buffer + panelSize;
            var result = padded + shape.PaddedSize;
            var panels = new PatchPanels<T, TTile>(padded, offsets, shape.LineColumns, rowStep, buffer);
            var patches = new FlatPatches<T>(padded, offsets);
            var source = new PaddedBlock<T>(shape, padded);
            var (rowBlocks, filled) = ((rows + rowBlock - 1) / rowBlock, -1);
            for (var t = start; t < end; t++)
            {
                var (place, part) = Math.DivRem((int)t, rowBlocks);
                var (rest, block) = Math.DivRem(place, shape.Blocks);
                var (imageBlock, group) = Math.DivRem(rest, groups);
                var image = imageBlock * shape.Together;
                var count = shape.ImagesOf(imageBlock, images);
                if (filled != place) source.Fill(problem.ImagesFrom(image, group, count), block);
                filled = place;

                var row = part * rowBlock;
                var height = Math.Min(rowBlock, rows - row);
                var output = problem.Output + image * problem.OutputImage + ((nint)group * rows + row) * problem.OutputRow
                    + (nint)block * shape.BlockRows * problem.OutputLine;
                var target = direct ? new Target<T>(output, problem.OutputRow) : new Target<T>(result, blockColumns);
                target.RowBias = problem.Bias == null ? null : problem.Bias + group * rows + row;
                target.Clamp = problem.Clamp;
                var lines = shape.RowsOf(block);
                var a = new Weights(problem.A, packed == null ? null : packed + group * packedGroup, scratch, group, rows, row, height);
                if (flat) Multiply(a, depth, ref patches, shape.FlatColumns(lines), target);
                else Multiply(a, depth, ref panels, lines * shape.LineColumns, target);
                if (!direct) Store(result, blockColumns, flat ? rowStep : shape.LineColumns, height, lines, output, count);
            }
        }
        storage.Release();
    }

    void Multiply<TPanels>(in Weights a, int depth, ref TPanels panels, int columns, in Target<T> target) where TPanels : struct, IPanels<T>
    {
        for (var k0 = 0; k0 == 0 || k0 < shape.Taps; k0 += depth)
        {
            var k = Math.Min(depth, shape.Taps - k0);
            Product<T, TTile>.Sweep(a.Tiles(k0, k), ref panels, k0, k, 0, 0, columns, target, first: k0 == 0, last: k0 + k == shape.Taps);
        }
    }

    /// <summary>The rows [row, row + height) of a group's weights.</summary>
    readonly struct Weights(WeightView<T> weights, T* packed, T* scratch, int group, int rows, int row, int height)
    {
        internal RowTiles<T> Tiles(int k0, int k)
        {
            if (packed != null) return RowTiles<T>.Packed<TTile>(packed + (nint)RowTiles<T>.Scratch<TTile>(rows, k0) + row * (nint)k, height, k);
            weights.Pack(group, row, height, k0, k, scratch, TTile.Rows);
            return RowTiles<T>.Packed<TTile>(scratch, height, k);
        }
    }

    /// <summary>A block computed elsewhere goes to its place.</summary>
    void Store(T* from, nint row, nint fromLine, int height, int lines, T* output, int count)
    {
        var (width, whole) = (shape.OutWidth, problem.OutputPixel == 1 && problem.OutputLine == shape.OutWidth && fromLine == shape.LineColumns);
        // Without gaps on either side, all lines are one.
        if (whole) (width, lines) = (width * lines, 1);
        for (var r = 0; r < height; r++, from += row, output += problem.OutputRow)
            for (var y = 0; y < lines; y++)
            {
                T* source = from + y * fromLine, target = output + y * problem.OutputLine;
                if (shape.Together > 1)
                    Interleaving.Undo(source, shape.Together, width, target, problem.OutputPixel, problem.OutputImage, count);
                else if (problem.OutputPixel == 1) new ReadOnlySpan<T>(source, width).CopyTo(new Span<T>(target, width));
                else for (var x = 0; x < width; x++) target[x * problem.OutputPixel] = source[x];
            }
    }
}

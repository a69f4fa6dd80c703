namespace Flint.Kernels;

/// <summary>Blocks of output: task t is a part of the channels, of a block of rows, of a group, of an image, the part counting fastest.</summary>
readonly unsafe struct CorrelationTask<T, TTile>(
    CorrelationProblem<T> problem, Correlation shape, T* packed, nint packedGroup, int* offsets, int groups, int rows, int partRows) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(shape.Taps);
        var rowStep = (nint)shape.StrideH * shape.RowLength;
        var flat = shape.IsFlat((partRows + TTile.Rows - 1) / TTile.Rows, TTile.Columns);
        var direct = !flat && problem.OutputPixel == 1 && problem.OutputLine == shape.OutWidth;
        var blockColumns = flat ? shape.FlatColumns(shape.BlockRows) : shape.BlockRows * shape.OutWidth;
        var panelSize = flat ? 0 : PatchPanels<T, TTile>.BufferSize(depth);
        var storage = Storage.Allocate((panelSize + shape.PaddedSize + (direct ? 0 : (long)partRows * blockColumns)) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (T*)GemmProblem<T>.Align(memory);
            var padded = buffer + panelSize;
            var result = padded + shape.PaddedSize;
            var panels = new PatchPanels<T, TTile>(padded, offsets, shape.OutWidth, rowStep, buffer);
            var patches = new FlatPatches<T>(padded, offsets);
            var source = new PaddedBlock<T>(shape, padded);
            var (parts, filled) = ((rows + partRows - 1) / partRows, -1);
            for (var t = (int)start; t < end; t++)
            {
                var (place, part) = Math.DivRem(t, parts);
                var (rest, block) = Math.DivRem(place, shape.Blocks);
                var (image, group) = Math.DivRem(rest, groups);
                if (filled != place) source.Fill(problem.ImageOf(image, group), block);
                filled = place;

                var row = part * partRows;
                var count = Math.Min(partRows, rows - row);
                var output = problem.Output + image * problem.OutputImage + ((nint)group * rows + row) * problem.OutputRow
                    + (nint)block * shape.BlockRows * problem.OutputLine;
                var target = direct ? new Target<T>(output, problem.OutputRow) : new Target<T>(result, blockColumns);
                target.RowBias = problem.Bias == null ? null : problem.Bias + group * rows + row;
                var lines = shape.RowsOf(block);
                var a = packed + group * packedGroup;
                if (flat) Multiply(a, row, count, depth, ref patches, shape.FlatColumns(lines), target);
                else Multiply(a, row, count, depth, ref panels, lines * shape.OutWidth, target);
                if (!direct) Store(result, count, blockColumns, flat ? rowStep : shape.OutWidth, lines, output);
            }
        }
        storage.Release();
    }

    void Multiply<TPanels>(T* a, int row, int count, int depth, ref TPanels panels, int columns, in Target<T> target) where TPanels : struct, IPanels<T>
    {
        for (var k0 = 0; k0 == 0 || k0 < shape.Taps; k0 += depth)
        {
            var k = Math.Min(depth, shape.Taps - k0);
            var tiles = RowTiles<T>.Packed<TTile>(a + (nint)RowTiles<T>.Scratch<TTile>(rows, k0) + (nint)row * k, count, k);
            Product<T, TTile>.Sweep(tiles, ref panels, k0, k, 0, 0, columns, target, first: k0 == 0, last: k0 + k == shape.Taps);
        }
    }

    /// <summary>A block computed elsewhere goes to its place.</summary>
    void Store(T* from, int count, nint row, nint fromLine, int lines, T* output)
    {
        for (var r = 0; r < count; r++, from += row, output += problem.OutputRow)
            for (var y = 0; y < lines; y++)
            {
                T* source = from + y * fromLine, target = output + y * problem.OutputLine;
                if (problem.OutputPixel == 1) new ReadOnlySpan<T>(source, shape.OutWidth).CopyTo(new Span<T>(target, shape.OutWidth));
                else for (var x = 0; x < shape.OutWidth; x++) target[x * problem.OutputPixel] = source[x];
            }
    }
}

namespace Flint.Kernels;

/// <summary>
/// What convolutions and their input gradients have in common, for one image and one group of channels:
/// <c>out[m, y, x] = sum over c, i, j of A[m, (c, i, j)] source[c, y strideH + TapRows[i] - Top, x strideW + TapColumns[j] - Left]</c>,
/// where the source is zero outside its frame. The output is computed in blocks of rows, each from a padded copy of the
/// source rows it needs, in which columns of equal remainder by the stride lie together: neighbours in the output are
/// neighbours in the copy, whatever the stride. Small images are computed several at a time, interleaved pixel by pixel:
/// such a block is one image whose pixels are as many numbers wide, and whose rows are long enough to fill a panel.
/// </summary>
sealed class Correlation
{
    // A block's padded rows stay in the second-level cache beside a block of A.
    const int BlockBytes = 128 * 1024;

    // Columns that fill a row of a panel, and columns that repay reading A once more.
    const int RowColumns = 32, BlockColumns = 128;

    internal readonly int Height, Width, Top, Left, StrideH, StrideW, OutHeight, OutWidth;
    internal int Channels { get; private init; }

    internal readonly int[] TapRows, TapColumns;

    /// <summary>Output rows per block, number of blocks.</summary>
    internal readonly int BlockRows, Blocks;

    /// <summary>Images interleaved in a block (the last block may have fewer), number of such blocks.</summary>
    internal readonly int Together, ImageBlocks;

    /// <summary>Elements of a padded row, of one remainder's part of it, and of all padded rows of one channel.</summary>
    internal readonly int RowLength, PhaseLength, Plane;

    internal Correlation(
        int images, int channels, Plane source, Pair start, Pair stride, int[] tapRows, int[] tapColumns, Plane output, int elementSize)
    {
        (Channels, Height, Width, OutHeight, OutWidth) = (channels, source.Height, source.Width, output.Height, output.Width);
        (Top, Left, StrideH, StrideW, TapRows, TapColumns) = (start.Height, start.Width, stride.Height, stride.Width, tapRows, tapColumns);
        (Together, ImageBlocks) = Interleaved(images, OutWidth, (long)OutWidth * OutHeight);
        PhaseLength = checked((OutWidth + tapColumns.Max() / StrideW) * Together);
        // Checked: a padded block of more elements than an int counts would be written outside of its memory.
        RowLength = checked(PhaseLength * StrideW);

        long bytesPerRow = (long)channels * RowLength * elementSize;
        var fitting = (BlockBytes / Math.Max(bytesPerRow, 1) - tapRows.Max() - 1) / StrideH + 1;
        var wide = (BlockColumns + LineColumns - 1) / Math.Max(LineColumns, 1);
        var rows = Math.Clamp(fitting, Math.Min(wide, OutHeight), OutHeight);
        Blocks = (int)((OutHeight + rows - 1) / rows);
        BlockRows = (OutHeight + Blocks - 1) / Blocks;
        Blocks = (OutHeight + BlockRows - 1) / BlockRows;
        // An odd number of cache lines from channel to channel: their rows do not compete for the same sets.
        var line = 64 / elementSize;
        Plane = checked(((SourceRows(BlockRows) * RowLength + line - 1) / line | 1) * line);
    }

    Correlation(Correlation other)
    {
        (Height, Width, Top, Left, StrideH, StrideW) = (other.Height, other.Width, other.Top, other.Left, other.StrideH, other.StrideW);
        (OutHeight, OutWidth, TapRows, TapColumns) = (other.OutHeight, other.OutWidth, other.TapRows, other.TapColumns);
        (BlockRows, Blocks, RowLength, PhaseLength, Plane) = (other.BlockRows, other.Blocks, other.RowLength, other.PhaseLength, other.Plane);
        (Together, ImageBlocks) = (other.Together, other.ImageBlocks);
    }

    /// <summary>As many images as make a row of a panel and enough columns of a block, evenly.</summary>
    static (int Together, int Blocks) Interleaved(int images, int width, long pixels)
    {
        if (width >= RowColumns / 2 || images <= 1 || pixels == 0) return (1, images);
        var wanted = Math.Max((RowColumns + width - 1) / width, (BlockColumns + pixels - 1) / pixels);
        var blocks = (images + wanted - 1) / wanted;
        var together = (int)((images + blocks - 1) / blocks);
        return (together, (images + together - 1) / together);
    }

    /// <summary>The same with fewer channels.</summary>
    internal Correlation With(int channels) => new(this) { Channels = channels };

    /// <summary>Products per output element.</summary>
    internal int Taps => Channels * TapRows.Length * TapColumns.Length;

    /// <summary>Elements of a padded block. The slack lets whole panels be read behind the last output row.</summary>
    internal long PaddedSize => (long)Channels * Plane + Slack;

    internal int Slack => checked((RowColumns / LineColumns + 2) * StrideH * RowLength + 64);

    /// <summary>Columns of one output row: its pixels, of all images of the block.</summary>
    internal int LineColumns => OutWidth * Together;

    /// <summary>Padded rows that this many output rows need.</summary>
    internal int SourceRows(int outputRows) => checked((outputRows - 1) * StrideH + TapRows.Max() + 1);

    /// <summary>Columns of a block whose rows lie as far apart as in the padded copy.</summary>
    internal int FlatColumns(int outputRows) => (outputRows - 1) * StrideH * RowLength + LineColumns;

    /// <summary>
    /// Whether computing the columns between output rows costs less than packing panels, which takes about as long as one
    /// more tile of rows. With many tiles, packed panels win by lying close together in the cache.
    /// </summary>
    internal bool IsFlat(int rowTiles, int panelColumns)
    {
        const int fewTaps = 32, manyTiles = 3;
        int packed = (BlockRows * LineColumns + panelColumns - 1) / panelColumns, flat = (FlatColumns(BlockRows) + panelColumns - 1) / panelColumns;
        return rowTiles < manyTiles && Taps > fewTaps && (long)flat * rowTiles < (long)packed * (rowTiles + 1);
    }

    /// <summary>Images of a block: all but the last have <see cref="Together"/>.</summary>
    internal int ImagesOf(int imageBlock, int images) => Math.Min(Together, images - imageBlock * Together);

    /// <summary>Output rows of a block: all but the last have <see cref="BlockRows"/>.</summary>
    internal int RowsOf(int block) => Math.Min(BlockRows, OutHeight - block * BlockRows);

    /// <summary>For each tap (c, i, j), the distance in a padded block from an output pixel's place to the factor it meets.</summary>
    internal unsafe void Offsets(int* offsets)
    {
        for (var c = 0; c < Channels; c++)
            foreach (var row in TapRows)
                foreach (var column in TapColumns)
                    *offsets++ = c * Plane + row * RowLength + column % StrideW * PhaseLength + column / StrideW * Together;
    }
}

/// <summary>The size of an image.</summary>
readonly record struct Plane(int Height, int Width);

namespace Flint.Kernels;

/// <summary>
/// The sizes of a convolution by Winograd's algorithm. Outputs are cut into tiles of 4 x 4; rows of tiles, counted through all images,
/// are taken a block at a time. Within a block every point of the transform is a matrix product of its own:
/// <c>M[point][tile, out] = V[point][tile, in] U[point][in, out]</c>.
/// </summary>
readonly struct WinogradPlan
{
    /// <summary>Tiles per row, rows of tiles per image and of all images.</summary>
    internal readonly int TilesX, TilesY, Rows;

    /// <summary>Rows of tiles per block, number of blocks.</summary>
    internal readonly int BlockRows, Blocks;

    /// <summary>Floats from tile to tile in V and M, and from point to point.</summary>
    internal readonly nint InPitch, OutPitch, InPoint, OutPoint;

    internal WinogradPlan(in ConvolutionShape s, int columns)
    {
        const int outputs = WinogradTransform.Outputs;
        (TilesX, TilesY) = ((s.Output.Width + outputs - 1) / outputs, (s.Output.Height + outputs - 1) / outputs);
        Rows = checked(s.Images * TilesY);
        BlockRows = Math.Clamp(Tuning.WinogradTiles / TilesX, 1, Rows);
        Blocks = (Rows + BlockRows - 1) / BlockRows;
        BlockRows = (Rows + Blocks - 1) / Blocks;
        Blocks = (Rows + BlockRows - 1) / BlockRows;
        InPitch = OddLines(s.Channels);
        OutPitch = OddLines((s.OutChannels + columns - 1) / columns * columns);
        InPoint = OddLines(BlockRows * TilesX * InPitch);
        OutPoint = OddLines(BlockRows * TilesX * OutPitch);
    }

    internal const int Points = WinogradTransform.Side * WinogradTransform.Side;

    internal int TilesOf(int rows) => rows * TilesX;

    /// <summary>An odd number of cache lines: what is written to, or read from, many such places at once does not compete for one set of the cache.</summary>
    internal static nint OddLines(nint floats)
    {
        const int line = 16;
        return ((floats + line - 1) / line | 1) * line;
    }
}

/// <summary>Consecutive rows of tiles in one image: a block consists of as many as images take part in it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Row">The first row of tiles in it.</param>
/// <param name="Rows">How many.</param>
/// <param name="Tile">The number of the first tile within the block.</param>
readonly record struct WinogradSegment(int Image, int Row, int Rows, int Tile)
{
    internal static int Count(in WinogradPlan plan, int first, int rows) => (first + rows - 1) / plan.TilesY - first / plan.TilesY + 1;

    internal static WinogradSegment Of(in WinogradPlan plan, int first, int rows, int index)
    {
        var image = first / plan.TilesY + index;
        var begin = Math.Max(first, image * plan.TilesY);
        var end = Math.Min(first + rows, (image + 1) * plan.TilesY);
        return new(image, begin - image * plan.TilesY, end - begin, (begin - first) * plan.TilesX);
    }
}

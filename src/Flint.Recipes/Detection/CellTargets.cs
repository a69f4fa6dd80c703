using Flint.Vision;

namespace Flint.Recipes;

/// <summary>What each cell of a <see cref="DetectorNet"/> should answer, for boxes in pixels.</summary>
/// <param name="Centers">1 at cells that hold a centre, else 0: [N, H, W].</param>
/// <param name="Elsewhere">(1 - y)⁴, where y falls from 1 at a centre like a bell as wide and high as its box: cells beside a centre are not far wrong.</param>
/// <param name="Boxes">The box whose y is the greatest: [N, H, W, 4].</param>
/// <param name="Weights">How much a cell's box counts: y near a centre, else 0.</param>
/// <param name="Count">How many centres there are.</param>
sealed record CellTargets(Tensor Centers, Tensor Elsewhere, Tensor Boxes, Tensor Weights, int Count)
{
    /// <summary>A picture has at most so many boxes to learn from; of more, the largest.</summary>
    internal const int MaxObjects = 16;

    // Half the width of the bell over that of the box, and the least, in cells.
    const double Spread = 0.12, LeastSpread = 0.6;

    // Below this y a cell knows too little of a box to be asked for it.
    const float NearCenter = 0.3f;

    /// <summary>Boxes as a data set holds them: [MaxObjects, 4], the last rows empty.</summary>
    internal static Tensor Rows(IEnumerable<Box> boxes)
    {
        var rows = new float[MaxObjects * 4];
        foreach (var (i, box) in boxes.OrderByDescending(b => b.Area).Take(MaxObjects).Index())
            (rows[4 * i], rows[4 * i + 1], rows[4 * i + 2], rows[4 * i + 3]) = (box.Left, box.Top, box.Right, box.Bottom);
        return Tensor.Wrap(rows, [MaxObjects, 4]);
    }

    /// <summary>The boxes of each picture of a batch [N, MaxObjects, 4].</summary>
    internal static Box[][] BoxesOf(Tensor rows) =>
        [.. rows.ToArray<float>().Chunk(MaxObjects * 4).Select(picture => picture.Chunk(4).Select(r => new Box(r[0], r[1], r[2], r[3])).Where(b => b.Area > 0).ToArray())];

    /// <summary>For a batch of boxes [N, MaxObjects, 4].</summary>
    internal static CellTargets Of(Tensor rows, int height, int width)
    {
        var pictures = BoxesOf(rows);
        var cells = height * width;
        var (centers, elsewhere, weights, boxes) = (new float[pictures.Length * cells], new float[pictures.Length * cells], new float[pictures.Length * cells], new float[pictures.Length * cells * 4]);
        for (var n = 0; n < pictures.Length; n++)
            for (var i = 0; i < cells; i++)
            {
                var (y, box) = pictures[n].Select(b => (Near(b, i % width, i / width), b)).Append((0f, new Box(0, 0, 1, 1))).MaxBy(c => c.Item1);
                var at = n * cells + i;
                (centers[at], elsewhere[at], weights[at]) = (y == 1 ? 1 : 0, MathF.Pow(1 - y, 4), y >= NearCenter ? y : 0);
                (boxes[4 * at], boxes[4 * at + 1], boxes[4 * at + 2], boxes[4 * at + 3]) = (box.Left, box.Top, box.Right, box.Bottom);
            }
        Shape shape = [pictures.Length, height, width];
        return new(Tensor.Wrap(centers, shape), Tensor.Wrap(elsewhere, shape), Tensor.Wrap(boxes, [pictures.Length, height, width, 4]), Tensor.Wrap(weights, shape), (int)centers.Sum());
    }

    // 1 in the cell of the box's centre.
    static float Near(Box box, int x, int y)
    {
        const int cell = DetectorNet.Stride;
        var dx = (x - (int)((box.Left + box.Right) / 2 / cell)) / Math.Max(LeastSpread, Spread * box.Width / cell);
        var dy = (y - (int)((box.Top + box.Bottom) / 2 / cell)) / Math.Max(LeastSpread, Spread * box.Height / cell);
        return (float)Math.Exp(-(dx * dx + dy * dy) / 2);
    }
}

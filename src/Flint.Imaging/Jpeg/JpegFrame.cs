namespace Flint.Imaging;

/// <summary>One colour channel of a JPEG picture, at its own resolution.</summary>
/// <param name="id">Its name in the file.</param>
/// <param name="h">Horizontal sampling factor, 1 to 4.</param>
/// <param name="v">Vertical sampling factor, 1 to 4.</param>
/// <param name="quantization">The index of its quantization table.</param>
sealed class JpegComponent(int id, int h, int v, int quantization)
{
    internal int Id => id;

    internal int H { get; set; } = h;

    internal int V { get; set; } = v;

    internal int QuantizationIndex => quantization;

    /// <summary>The quantization table that was current at the component's first scan, row-major.</summary>
    internal short[]? Quantization { get; set; }

    /// <summary>Its size in samples.</summary>
    internal int Width { get; private set; }

    /// <summary>Its size in samples.</summary>
    internal int Height { get; private set; }

    /// <summary>Blocks that hold at least one of its samples.</summary>
    internal int BlocksWide { get; private set; }

    /// <summary>Blocks that hold at least one of its samples.</summary>
    internal int BlocksHigh { get; private set; }

    /// <summary>Blocks per row with those that only fill up the last unit of the interleaved order.</summary>
    internal int StoredBlocksWide { get; private set; }

    /// <summary>All coefficients, block by block, where the picture comes in several scans.</summary>
    internal short[] Coefficients { get; private set; } = [];

    /// <summary>For each coefficient in zigzag order the lowest bit that is known so far, -1 for none; of progressive pictures.</summary>
    internal int[] KnownBits { get; private set; } = [];

    /// <summary>The same before the last scan of the component.</summary>
    internal int[] KnownBitsBefore { get; } = new int[64];

    internal void Measure(JpegFrame frame)
    {
        Width = Ceiling((long)frame.Width * H, frame.MaxH);
        Height = Ceiling((long)frame.Height * V, frame.MaxV);
        BlocksWide = Ceiling((long)frame.Width * H, frame.MaxH * 8);
        BlocksHigh = Ceiling((long)frame.Height * V, frame.MaxV * 8);
        StoredBlocksWide = frame.UnitsWide * H;
    }

    internal void Store(JpegFrame frame)
    {
        var count = 64L * StoredBlocksWide * frame.UnitsHigh * V;
        if (count > Array.MaxLength) throw new ImageFormatException($"The picture is {frame.Width} x {frame.Height}, too large for one that comes in several scans.");
        Coefficients = new short[count];
        KnownBits = new int[64];
        KnownBits.AsSpan().Fill(-1);
    }

    internal Span<short> Block(int x, int y) => Coefficients.AsSpan((y * StoredBlocksWide + x) * 64, 64);

    static int Ceiling(long value, int by) => (int)((value + by - 1) / by);
}

/// <summary>What a start-of-frame segment states.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Components">One, three or four.</param>
/// <param name="IsProgressive">The coefficients come in several scans, bit by bit or band by band.</param>
/// <param name="IsArithmetic">Arithmetic coding instead of Huffman codes.</param>
sealed record JpegFrame(int Width, int Height, JpegComponent[] Components, bool IsProgressive, bool IsArithmetic)
{
    internal int MaxH { get; } = Components.Max(c => c.H);

    internal int MaxV { get; } = Components.Max(c => c.V);

    /// <summary>Minimum coded units per row: the smallest area in which every component has whole blocks.</summary>
    internal int UnitsWide => (Width + 8 * MaxH - 1) / (8 * MaxH);

    /// <summary>Rows of units.</summary>
    internal int UnitsHigh => (Height + 8 * MaxV - 1) / (8 * MaxV);
}

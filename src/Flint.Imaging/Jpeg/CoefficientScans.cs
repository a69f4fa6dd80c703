namespace Flint.Imaging;

/// <summary>Pictures that come in several scans: all coefficients are kept until the end.</summary>
sealed class CoefficientScans(JpegFrame frame, JpegHuffmanTables huffman, ArithmeticConditions conditions)
{
    static readonly short[] NoQuantization = new short[64];

    int scans;
    int lastRowWithData;

    /// <summary>Reads a scan into the components' coefficients.</summary>
    internal void Read(JpegScan scan, JpegSegments segments)
    {
        scans++;
        if (frame.IsProgressive) NoteKnownBits(scan);
        BlockDecoder decoder = frame.IsArithmetic ? new ArithmeticDecoder(scan, conditions, frame.IsProgressive)
            : frame.IsProgressive ? new ProgressiveDecoder(scan, huffman)
            : new BaselineDecoder(scan, huffman);
        decoder.Begin(segments);
        var single = scan.Components.Length == 1 ? scan.Components[0].Component : null;
        var (wide, high) = single is null ? (frame.UnitsWide, frame.UnitsHigh) : (single.BlocksWide, single.BlocksHigh);
        var (left, restarts) = (scan.RestartInterval, 0);
        for (var y = 0; y < high; y++)
        {
            for (var x = 0; x < wide; x++)
            {
                if (scan.RestartInterval > 0 && left-- == 0)
                {
                    segments.Restart(restarts++ & 7);
                    decoder.Begin(segments);
                    left = scan.RestartInterval - 1;
                }
                if (decoder.IsExhausted)
                {
                    if (scan.RestartInterval == 0) return;
                    continue;
                }
                lastRowWithData = single is null ? y : y / single.V;
                if (single is null) ReadUnit(scan, decoder, x, y);
                else decoder.Read(0, single.Block(x, y));
                decoder.EndUnit();
            }
        }
    }

    /// <summary>Transforms all blocks, smoothed where a progressive picture is not complete.</summary>
    internal void Write(JpegBands bands)
    {
        var isSmoothed = frame.IsProgressive && BlockSmoothing.IsUseful(frame);
        var work = new short[64];
        for (var y = 0; y < frame.UnitsHigh; y++)
        {
            for (var index = 0; index < frame.Components.Length; index++)
            {
                var c = frame.Components[index];
                var quantization = c.Quantization ?? NoQuantization;
                var smoothing = isSmoothed ? new BlockSmoothing(c, BitsOf(c, y), frame.UnitsHigh) : null;
                for (var by = y * c.V; by < Math.Min((y + 1) * c.V, c.BlocksHigh); by++)
                {
                    smoothing?.StartRow(by);
                    for (var bx = 0; bx < c.BlocksWide; bx++)
                    {
                        var block = c.Block(bx, by);
                        if (smoothing is not null)
                        {
                            block.CopyTo(work);
                            block = work;
                            smoothing.Next(block, bx);
                        }
                        InverseDct.Transform(block, quantization, bands.Block(index, bx, by), JpegBands.Stride(c));
                    }
                }
            }
            bands.Finish(y);
        }
    }

    // Rows that the last scan did not reach are known as well as they were before it.
    ReadOnlySpan<int> BitsOf(JpegComponent component, int row) =>
        row <= lastRowWithData ? component.KnownBits : scans > 1 ? component.KnownBitsBefore : BlockSmoothing.NothingKnown;

    static void ReadUnit(JpegScan scan, BlockDecoder decoder, int x, int y)
    {
        for (var i = 0; i < scan.Components.Length; i++)
        {
            var c = scan.Components[i].Component;
            for (var by = y * c.V; by < (y + 1) * c.V; by++)
                for (var bx = x * c.H; bx < (x + 1) * c.H; bx++) decoder.Read(i, c.Block(bx, by));
        }
    }

    void NoteKnownBits(JpegScan scan)
    {
        var isBand = scan.First > 0;
        if (isBand ? scan.First > scan.Last || scan.Last > 63 || scan.Components.Length > 1 : scan.Last != 0)
            throw new ImageFormatException($"A progressive scan has coefficients {scan.First} to {scan.Last} of {scan.Components.Length} components, which JPEG does not allow.");
        if ((scan.High != 0 && scan.Low != scan.High - 1) || scan.Low > 13)
            throw new ImageFormatException($"A progressive scan goes from bit {scan.High} to bit {scan.Low}, which JPEG does not allow.");
        foreach (var (_, c, _, _) in scan.Components)
        {
            for (var k = Math.Min(scan.First, 1); k <= Math.Max(scan.Last, 9); k++) c.KnownBitsBefore[k] = scans > 1 ? c.KnownBits[k] : 0;
            c.KnownBits.AsSpan(scan.First, scan.Last - scan.First + 1).Fill(scan.Low);
        }
    }
}

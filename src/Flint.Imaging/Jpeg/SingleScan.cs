namespace Flint.Imaging;

/// <summary>A sequential picture whose components come in one scan: each block goes from its codes to samples at once.</summary>
static class SingleScan
{
    internal static void Read(JpegFrame frame, JpegScan scan, BaselineDecoder decoder, JpegSegments segments, JpegBands bands)
    {
        Span<short> block = stackalloc short[JpegTables.BlockSize];
        var units = scan.RestartInterval;
        var restarts = 0;
        decoder.Begin(segments);
        for (var y = 0; y < frame.UnitsHigh; y++)
        {
            for (var x = 0; x < frame.UnitsWide; x++)
            {
                if (scan.RestartInterval > 0 && units-- == 0)
                {
                    segments.Restart(restarts++ & 7);
                    decoder.Begin(segments);
                    units = scan.RestartInterval - 1;
                }
                ReadUnit(scan, decoder, bands, x, y, block);
                decoder.EndUnit();
            }
            bands.Finish(y);
        }
    }

    static void ReadUnit(JpegScan scan, BaselineDecoder decoder, JpegBands bands, int x, int y, Span<short> block)
    {
        for (var i = 0; i < scan.Components.Length; i++)
        {
            var (index, c) = (scan.Components[i].Index, scan.Components[i].Component);
            for (var by = y * c.V; by < (y + 1) * c.V; by++)
            {
                for (var bx = x * c.H; bx < (x + 1) * c.H; bx++)
                {
                    block.Clear();
                    if (!decoder.IsExhausted) decoder.Decode(i, block);
                    InverseDct.Transform(block, c.Quantization!, bands.Block(index, bx, by), JpegBands.Stride(c));
                }
            }
        }
    }
}

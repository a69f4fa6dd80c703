namespace Flint.Imaging;

/// <summary>Blocks of progressive pictures in Huffman codes (Annex G): a band of coefficients, or one more bit of it.</summary>
sealed class ProgressiveDecoder : HuffmanBlockDecoder
{
    readonly JpegScan scan;
    readonly HuffmanTable[] tables;
    readonly int[] predictions;
    int blocksWithoutBand;

    internal ProgressiveDecoder(JpegScan scan, JpegHuffmanTables tables)
    {
        this.scan = scan;
        this.tables = scan switch
        {
            { First: > 0 } => Array.ConvertAll(scan.Components, c => tables.Ac(c.AcTable)),
            { High: 0 } => Array.ConvertAll(scan.Components, c => tables.Dc(c.DcTable)),
            _ => [],
        };
        predictions = new int[scan.Components.Length];
    }

    internal override void Begin(JpegSegments segments)
    {
        base.Begin(segments);
        predictions.AsSpan().Clear();
        blocksWithoutBand = 0;
    }

    internal override void Read(int index, Span<short> block)
    {
        switch (scan.First, scan.High)
        {
            case (0, 0):
                var size = Bits.TakeSymbol(tables[index]);
                if (size > 0) predictions[index] += HuffmanTable.Extend(Bits.Take(size), size);
                block[0] = (short)(predictions[index] << scan.Low);
                break;
            case (0, _):
                if (Bits.TakeBit() == 1) block[0] |= (short)(1 << scan.Low);
                break;
            case (_, 0):
                ReadBand(block);
                break;
            default:
                RefineBand(block);
                break;
        }
    }

    void ReadBand(Span<short> block)
    {
        if (blocksWithoutBand > 0)
        {
            blocksWithoutBand--;
            return;
        }
        var bits = Bits;
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var symbol = bits.TakeSymbol(tables[0]);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                blocksWithoutBand = TakeRun(ref bits, run) - 1;
                break;
            }
            k += run;
            if (size > 0) block[JpegTables.Natural[k]] = (short)(HuffmanTable.Extend(bits.Take(size), size) << scan.Low);
        }
        Bits = bits;
    }

    // Zeros up to the band's end in this block and the following ones: 2^run + the number in the next bits.
    static int TakeRun(ref JpegBits bits, int run)
    {
        if (run == 0) return 1;
        bits.Ensure32();
        return (1 << run) + bits.Take(run);
    }

    void RefineBand(Span<short> block)
    {
        var bits = Bits;
        var k = scan.First;
        for (; k <= scan.Last && blocksWithoutBand == 0; k++)
        {
            var symbol = bits.TakeSymbol(tables[0]);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                blocksWithoutBand = TakeRun(ref bits, run);
                break;
            }
            // A new coefficient is 1 or -1 at this bit.
            var value = size == 0 ? 0 : bits.TakeBit() == 1 ? 1 << scan.Low : -1 << scan.Low;
            for (; k <= scan.Last; k++)
            {
                ref var coefficient = ref block[JpegTables.Natural[k]];
                if (coefficient != 0) Refine(ref bits, ref coefficient);
                else if (--run < 0) break;
            }
            if (value != 0) block[JpegTables.Natural[k]] = (short)value;
        }
        if (blocksWithoutBand > 0)
        {
            for (; k <= scan.Last; k++)
            {
                ref var coefficient = ref block[JpegTables.Natural[k]];
                if (coefficient != 0) Refine(ref bits, ref coefficient);
            }
            blocksWithoutBand--;
        }
        Bits = bits;
    }

    void Refine(ref JpegBits bits, ref short coefficient)
    {
        if (bits.TakeBit() == 0 || (coefficient & 1 << scan.Low) != 0) return;
        coefficient += (short)(coefficient >= 0 ? 1 << scan.Low : -1 << scan.Low);
    }
}

namespace Flint.Imaging;

/// <summary>Blocks in arithmetic coding: sequential (Annex F.2.4) and progressive (Annex G.2).</summary>
sealed class ArithmeticDecoder : BlockDecoder
{
    // Statistics bins (Tables F.4 and F.5): the first magnitude bin of DC; of low and high AC coefficients; from a magnitude to its bits.
    const int DcMagnitude = 20, LowMagnitude = 189, HighMagnitude = 217, ToBits = 14;
    const int Overflow = 1 << 15;

    readonly JpegScan scan;
    readonly ArithmeticConditions conditions;
    readonly bool isProgressive;
    readonly byte[][] dc = new byte[16][];
    readonly byte[][] ac = new byte[16][];
    readonly int[] predictions;
    readonly int[] contexts;
    ArithmeticBits bits;
    byte even;
    bool isWholeFile;

    internal ArithmeticDecoder(JpegScan scan, ArithmeticConditions conditions, bool isProgressive)
    {
        (this.scan, this.conditions, this.isProgressive) = (scan, conditions, isProgressive);
        (predictions, contexts) = (new int[scan.Components.Length], new int[scan.Components.Length]);
    }

    internal override void Begin(JpegSegments segments)
    {
        var (start, end) = segments.Piece;
        bits = new(segments.Memory[start..end]);
        isWholeFile = segments.Marker == JpegSegments.EndOfFile;
        even = ArithmeticBits.Even;
        IsExhausted = false;
        predictions.AsSpan().Clear();
        contexts.AsSpan().Clear();
        foreach (var part in scan.Components) (dc[part.DcTable], ac[part.AcTable]) = (new byte[64], new byte[256]);
    }

    // Zeros follow the data's end by rule, but a file must not end there.
    internal override void EndUnit()
    {
        if (isWholeFile && bits.Overrun > 0) throw JpegErrors.Truncated();
    }

    internal override void Read(int index, Span<short> block)
    {
        if (IsExhausted) return;
        if (!isProgressive)
        {
            block[0] = (short)ReadDc(index);
            if (!IsExhausted) ReadAc(index, block, 1, 63, 0);
            return;
        }
        switch (scan.First, scan.High)
        {
            case (0, 0):
                block[0] = (short)(ReadDc(index) << scan.Low);
                break;
            case (0, _):
                if (bits.Next(ref even) == 1) block[0] |= (short)(1 << scan.Low);
                break;
            case (_, 0):
                ReadAc(index, block, scan.First, scan.Last, scan.Low);
                break;
            default:
                RefineAc(block);
                break;
        }
    }

    int ReadDc(int index)
    {
        var table = scan.Components[index].DcTable;
        var bins = dc[table];
        var at = contexts[index];
        if (bits.Next(ref bins[at]) == 0)
        {
            contexts[index] = 0;
            return predictions[index];
        }
        var sign = bits.Next(ref bins[at + 1]);
        at += 2 + sign;
        var magnitude = bits.Next(ref bins[at]);
        if (magnitude != 0) magnitude = ReadMagnitude(bins, magnitude, DcMagnitude, ref at);
        if (IsExhausted) return predictions[index];
        contexts[index] = magnitude < conditions.Small(table) ? 0 : (magnitude > conditions.Large(table) ? 12 : 4) + 4 * sign;
        predictions[index] = predictions[index] + ReadValue(bins, magnitude, at, sign) & 0xFFFF;
        return predictions[index];
    }

    void ReadAc(int index, Span<short> block, int first, int last, int low)
    {
        var table = scan.Components[index].AcTable;
        var bins = ac[table];
        for (var k = first; k <= last; k++)
        {
            var at = 3 * (k - 1);
            if (bits.Next(ref bins[at]) == 1) return;
            for (; bits.Next(ref bins[at + 1]) == 0; at += 3)
            {
                if (++k > last)
                {
                    IsExhausted = true;
                    return;
                }
            }
            var sign = bits.Next(ref even);
            at += 2;
            var magnitude = bits.Next(ref bins[at]);
            if (magnitude != 0 && bits.Next(ref bins[at]) == 1)
                magnitude = ReadMagnitude(bins, 2, k <= conditions.LastLow(table) ? LowMagnitude : HighMagnitude, ref at);
            if (IsExhausted) return;
            block[JpegTables.Natural[k]] = (short)(ReadValue(bins, magnitude, at, sign) << low);
        }
    }

    // Doubles the magnitude with each further 1; the bin of the last decision is left in 'at'.
    int ReadMagnitude(byte[] bins, int magnitude, int from, ref int at)
    {
        for (at = from; bits.Next(ref bins[at]) == 1; at++)
        {
            magnitude <<= 1;
            if (magnitude < Overflow) continue;
            IsExhausted = true;
            return 0;
        }
        return magnitude;
    }

    int ReadValue(byte[] bins, int magnitude, int at, int sign)
    {
        var value = magnitude;
        for (var bit = magnitude >> 1; bit > 0; bit >>= 1)
            if (bits.Next(ref bins[at + ToBits]) == 1) value |= bit;
        return sign == 1 ? -value - 1 : value + 1;
    }

    void RefineAc(Span<short> block)
    {
        var bins = ac[scan.Components[0].AcTable];
        var lastKnown = scan.Last;
        while (lastKnown > 0 && block[JpegTables.Natural[lastKnown]] == 0) lastKnown--;
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var at = 3 * (k - 1);
            if (k > lastKnown && bits.Next(ref bins[at]) == 1) return;
            while (!RefineOne(bins, at, ref block[JpegTables.Natural[k]]))
            {
                at += 3;
                if (++k <= scan.Last) continue;
                IsExhausted = true;
                return;
            }
        }
    }

    // False for a coefficient that stays zero.
    bool RefineOne(byte[] bins, int at, ref short coefficient)
    {
        var step = 1 << scan.Low;
        if (coefficient != 0)
        {
            if (bits.Next(ref bins[at + 2]) == 1) coefficient += (short)(coefficient < 0 ? -step : step);
            return true;
        }
        if (bits.Next(ref bins[at + 1]) == 0) return false;
        coefficient = (short)(bits.Next(ref even) == 1 ? -step : step);
        return true;
    }
}

namespace Flint.Imaging;

/// <summary>Reads the coefficients of block after block of a scan; the state between blocks is the coding's own.</summary>
abstract class BlockDecoder
{
    /// <summary>True after the data ended: what follows in this piece of the scan stays as it is.</summary>
    internal bool IsExhausted { get; private protected set; }

    /// <summary>Starts on a piece of data, behind the scan's start or a restart marker.</summary>
    internal abstract void Begin(JpegSegments segments);

    /// <summary>Reads a block of the scan's component <paramref name="index"/>.</summary>
    internal abstract void Read(int index, Span<short> block);

    /// <summary>Called behind each unit.</summary>
    internal virtual void EndUnit()
    {
    }
}

/// <summary>A decoder of Huffman codes.</summary>
abstract class HuffmanBlockDecoder : BlockDecoder
{
    JpegSegments? segments;

    /// <summary>The data.</summary>
    private protected JpegBits Bits;

    internal override void Begin(JpegSegments segments)
    {
        (this.segments, Bits) = (segments, segments.Bits);
        if (!segments.IsStuck) IsExhausted = false;
    }

    /// <summary>Bits behind the end of the data are zeros up to the unit's end.</summary>
    internal override void EndUnit()
    {
        if (!Bits.IsOverrun) return;
        if (segments!.Marker == JpegSegments.EndOfFile) throw JpegErrors.Truncated();
        IsExhausted = true;
    }
}

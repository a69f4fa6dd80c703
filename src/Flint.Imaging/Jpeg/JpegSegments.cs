namespace Flint.Imaging;

/// <summary>
/// The compressed data of one scan without byte stuffing (FF 00 for FF), cut at its restart markers; each piece is followed by 8 zeros,
/// so that a reader of bits need not look for the end.
/// </summary>
sealed class JpegSegments
{
    /// <summary>The marker of a file that ends without one.</summary>
    internal const int EndOfFile = -1;

    const int Padding = 8;

    readonly List<(int Start, int End, int Marker, int MarkerOffset)> pieces = [];

    byte[] data;
    int current;
    int length;

    /// <summary>Reads the data that starts at <paramref name="offset"/> up to a marker that ends the scan.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the data starts.</param>
    /// <param name="hasRestarts">Restart markers do not end the scan.</param>
    /// <param name="done">A scan that is done with, whose memory is used again.</param>
    internal JpegSegments(ReadOnlySpan<byte> file, int offset, bool hasRestarts, JpegSegments? done = null)
    {
        var needed = file.Length - offset + Padding;
        data = done?.data.Length >= needed ? done.data : GC.AllocateUninitializedArray<byte>(needed);
        while (true)
        {
            var start = length;
            var marker = CopyPiece(file, ref offset);
            data.AsSpan(length, Padding).Clear();
            pieces.Add((start, length, marker, offset - 2));
            if (!hasRestarts || !IsSeparator(marker)) return;
            length += Padding;
            if (data.Length < length + file.Length - offset + Padding) Array.Resize(ref data, 2 * data.Length);
        }
    }

    /// <summary>The pieces, one behind the other.</summary>
    internal ReadOnlyMemory<byte> Memory => data;

    /// <summary>The marker behind the current piece.</summary>
    internal int Marker => pieces[current].Marker;

    /// <summary>Where that marker is in the file.</summary>
    internal int MarkerOffset => pieces[current].MarkerOffset;

    /// <summary>True where a marker was met where another restart was due: no more data can be read until the scan's end.</summary>
    internal bool IsStuck { get; private set; }

    /// <summary>The current piece, empty where no more data can be read.</summary>
    internal (int Start, int End) Piece => (IsStuck ? pieces[current].End : pieces[current].Start, pieces[current].End);

    /// <summary>The bits of the current piece.</summary>
    internal JpegBits Bits => new(data, Piece.Start, Piece.End);

    /// <summary>
    /// Goes on behind restart marker <paramref name="expected"/> (0 to 7). Where another marker is met: one or two behind are skipped,
    /// one or two ahead are waited for (what lies between is lost), farther ones are taken for the expected one. Returns whether there is data.
    /// </summary>
    internal bool Restart(int expected)
    {
        while (true)
        {
            var marker = Marker;
            if (!IsSeparator(marker))
            {
                IsStuck = true;
                return false;
            }
            var ahead = marker - 0xD0 - expected & 7;
            if (marker >= 0xD0 && ahead is 1 or 2)
            {
                IsStuck = true;
                return false;
            }
            current++;
            IsStuck = false;
            if (marker >= 0xD0 && ahead is not (6 or 7)) return true;
        }
    }

    // Restart markers, and codes that no marker has in a picture.
    static bool IsSeparator(int marker) => marker is > 0 and < 0xC0 or >= 0xD0 and <= 0xD7;

    // Leaves the offset behind the marker.
    int CopyPiece(ReadOnlySpan<byte> file, ref int offset)
    {
        while (true)
        {
            var rest = file[offset..];
            var plain = rest.IndexOf((byte)0xFF);
            if (plain < 0) plain = rest.Length;
            rest[..plain].CopyTo(data.AsSpan(length));
            length += plain;
            offset += plain;
            while (offset < file.Length && file[offset] == 0xFF) offset++;
            if (offset >= file.Length) return EndOfFile;
            var code = file[offset++];
            if (code != 0) return code;
            data[length++] = 0xFF;
        }
    }
}

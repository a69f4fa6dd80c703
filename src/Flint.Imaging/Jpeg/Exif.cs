using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>The one entry of EXIF (a TIFF directory) that changes a picture.</summary>
static class Exif
{
    const int OrientationTag = 0x0112, Short = 3;

    /// <summary>The orientation, 1 to 8; null where it is missing or makes no sense, for such a file has a picture all the same.</summary>
    internal static int? Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return null;
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (!isLittle && !tiff.StartsWith("MM\0*"u8)) return null;
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return null;
        var at = (int)directory;
        for (var left = UInt16(tiff, at, isLittle); left > 0 && at + 14 <= tiff.Length; left--, at += 12)
        {
            if (UInt16(tiff, at + 2, isLittle) != OrientationTag) continue;
            var value = UInt16(tiff, at + 10, isLittle);
            return UInt16(tiff, at + 4, isLittle) == Short && value is >= 1 and <= 8 ? value : null;
        }
        return null;
    }

    static int UInt16(ReadOnlySpan<byte> tiff, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);
}

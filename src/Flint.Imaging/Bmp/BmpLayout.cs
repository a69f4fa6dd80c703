using System.Numerics;

namespace Flint.Imaging;

/// <summary>Where the channels are in a pixel of 16, 24 or 32 bits.</summary>
/// <param name="masks">Red, green, blue and, where there is one, alpha.</param>
sealed class BmpLayout(uint[] masks)
{
    // The masks that files have in practice; a mask of 0 is no channel.
    static readonly (int Bits, uint[] Masks)[] Known =
    [
        (16, [0x7C00, 0x3E0, 0x1F, 0]), (16, [0xF800, 0x7E0, 0x1F, 0]), (24, [0xFF0000, 0xFF00, 0xFF, 0]),
        (32, [0xFF0000, 0xFF00, 0xFF, 0]), (32, [0xFF000000, 0xFF0000, 0xFF00, 0]),
        (32, [0xFF0000, 0xFF00, 0xFF, 0xFF000000]), (32, [0xFF000000, 0xFF0000, 0xFF00, 0xFF]), (32, [0xFF, 0xFF00, 0xFF0000, 0xFF000000]),
    ];

    internal int Channels => masks[^1] == 0 ? 3 : 4;

    internal byte Channel(uint pixel, int channel)
    {
        var mask = masks[channel];
        var shift = BitOperations.TrailingZeroCount(mask);
        return (byte)((ulong)((pixel & mask) >> shift) * 255 / (mask >> shift));
    }

    internal static BmpLayout Of(BmpHeader header)
    {
        if (header.Compression != BmpCompression.Masks) return new(Array.Find(Known, k => k.Bits == header.Bits).Masks);
        uint[] masks = [.. header.Masks, .. new uint[4 - header.Masks.Length]];
        // Only pixels of 32 bits have room for alpha.
        if (header.Bits < 32) masks[3] = 0;
        if (!Array.Exists(Known, k => k.Bits == header.Bits && k.Masks.AsSpan().SequenceEqual(masks)))
            throw new ImageFormatException($"The BMP picture has {header.Bits} bits per pixel with the masks {string.Join(", ", masks.Select(m => $"{m:x8}"))} of red, green, blue and alpha, which are not read: convert it to 24 or 32 bits.");
        return new(masks);
    }
}

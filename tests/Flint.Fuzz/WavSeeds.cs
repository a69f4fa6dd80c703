using Flint.Data;

namespace Flint.Fuzz;

/// <summary>Good WAV files of every format, one of them extensible and with a chunk between.</summary>
static class WavSeeds
{
    internal static IReadOnlyList<byte[]> Make()
    {
        var samples = Tensor.From([0f, 0.5f, -0.5f, 1f, -1f, 0.25f], [2, 3]);
        byte[][] plain = [.. Enum.GetValues<WavFormat>().Select(format => Wav.Encode(samples, 8000, format))];
        var pcm = plain[(int)WavFormat.Pcm16];
        byte[] extensible =
        [
            .. pcm[..16], 40, 0, 0, 0, 0xFE, 0xFF, .. pcm[22..36], 22, 0, 16, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 16, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
            .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. pcm[36..],
        ];
        return [.. plain, extensible];
    }
}

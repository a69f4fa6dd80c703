using Flint.Imaging;

namespace Flint.Fuzz;

/// <summary>Small JPEG files: ours in each sampling, and of the fixtures, where the repository is at hand, those of other codings.</summary>
static class JpegSeeds
{
    internal static IReadOnlyList<byte[]> Make() =>
    [
        .. from channels in new[] { 1, 3 }
           from subsampling in Enum.GetValues<ChromaSubsampling>()
           select Jpeg.Encode(new Image(19, 11, channels, [.. Enumerable.Range(0, 209 * channels).Select(i => (byte)(i * 7 % 251))]), 75, subsampling),
        .. FixtureFiles.Read("images",
            "grey-progressive.jpg", "420-progressive.jpg", "444-progressive.jpg", "440-progressive.jpg", "411.jpg", "cmyk.jpg", "ycck.jpg", "motion.jpg", "orientation-6.jpg",
            "restarts.jpg", "turbo_testimgari.jpg", "non-interleaved-mcu.jpg", "progressive-missing-ac.jpg", "partial_progressive.jpg", "3976a754ef0aca80e84e2c403d714579.jpg"),
    ];
}

/// <summary>Small BMP files: ours, and of the fixtures those of few bits and run lengths.</summary>
static class BmpSeeds
{
    internal static IReadOnlyList<byte[]> Make() =>
    [
        .. from channels in new[] { 1, 3, 4 }
           select Bmp.Encode(new Image(5, 3, channels, [.. Enumerable.Range(0, 15 * channels).Select(i => (byte)(i * 7))])),
        .. FixtureFiles.Read("images", "Info_1_Bit.bmp", "Info_4_Bit_Top_Down.bmp", "Info_8_Bit.bmp", "Info_X1_R5_G5_B5.bmp", "V4_R5_G6_B5.bmp", "pal4rletrns.bmp", "pal8rle.bmp"),
    ];
}

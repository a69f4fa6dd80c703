using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Flint.Imaging.Tests;

/// <summary>The pictures of PngSuite, with pixels decoded independently (tests/fixtures/make_pngsuite.py).</summary>
public class PngSuiteTests
{
    static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "fixtures", "pngsuite");

    static readonly Dictionary<string, JsonElement> Expected =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(Path.Combine(Folder, "expected.json")))!;

    public static TheoryData<string> Good => [.. Expected.Where(e => e.Value.ValueKind == JsonValueKind.Object).Select(e => e.Key)];

    public static TheoryData<string> Bad => [.. Expected.Where(e => e.Value.ValueKind == JsonValueKind.Null).Select(e => e.Key)];

    [Theory, MemberData(nameof(Good))]
    public void Decodes_to_the_expected_pixels(string name)
    {
        var image = Image.Load(Path.Combine(Folder, name));
        image.Width.ShouldBe(Expected[name].GetProperty("width").GetInt32());
        image.Height.ShouldBe(Expected[name].GetProperty("height").GetInt32());
        Convert.ToHexStringLower(SHA256.HashData(Rgba(image))).ShouldBe(Expected[name].GetProperty("rgba").GetString());
    }

    [Theory, MemberData(nameof(Good))]
    public void Writes_what_it_read_with_every_colour_type_depth_and_interlacing(string name)
    {
        var png = PngFile.Read(File.ReadAllBytes(Path.Combine(Folder, name)));
        foreach (var interlaced in new[] { false, true })
        {
            var again = PngFile.Read((png with { IsInterlaced = interlaced }).Write());
            again.Samples.ShouldBe(png.Samples);
            again.Palette.ShouldBe(png.Palette);
            again.Transparency.ShouldBe(png.Transparency);
            (again.ColorType, again.BitDepth, again.IsInterlaced).ShouldBe((png.ColorType, png.BitDepth, interlaced));
        }
    }

    [Theory, MemberData(nameof(Bad))]
    public void Refuses_damaged_files_and_says_which(string name) =>
        Should.Throw<ImageFormatException>(() => Image.Load(Path.Combine(Folder, name))).Message.ShouldContain(name);

    static byte[] Rgba(Image image)
    {
        var result = new byte[image.Width * image.Height * 4];
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            var p = image.Pixels.AsSpan(i * image.Channels, image.Channels);
            for (var c = 0; c < 3; c++) result[4 * i + c] = p[image.Channels < 3 ? 0 : c];
            result[4 * i + 3] = image.Channels is 2 or 4 ? p[^1] : (byte)255;
        }
        return result;
    }

    static string ThisFile([CallerFilePath] string path = "") => path;
}

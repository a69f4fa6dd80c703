using System.Security.Cryptography;
using System.Text.Json;
using Flint.Testing;

namespace Flint.Imaging.Tests;

/// <summary>Pictures with the pixels that PIL (libjpeg-turbo) decodes from them (tests/fixtures/make_images.py).</summary>
public class PictureFixtureTests
{
    static readonly string Folder = Repository.Path("tests", "fixtures", "images");

    static readonly string Data = Path.Combine(Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", "codec-images");

    static readonly Dictionary<string, JsonElement> Listed =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(Path.Combine(Folder, "codec-images.json")))!;

    public static TheoryData<string> Committed =>
        [.. Directory.GetFiles(Folder, "*.png").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Listed.Keys];

    [Theory, MemberData(nameof(Committed))]
    public void Pixels_are_those_of_libjpeg_within_one_level(string name)
    {
        var (image, expected) = (Image.Load(Path.Combine(Folder, name)), Image.Load(Path.Combine(Folder, name + ".png")));
        (image.Width, image.Height, image.Channels).ShouldBe((expected.Width, expected.Height, expected.Channels));
        var largest = image.Pixels.Zip(expected.Pixels, (a, b) => Math.Abs(a - b)).Max();
        largest.ShouldBeLessThanOrEqualTo(1);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_file_of_the_data_set_gives_exactly_PILs_pixels_or_a_typed_error(string name)
    {
        Assert.SkipUnless(Directory.Exists(Data), "needs codec-images under FLINT_DATA");
        var path = Path.Combine(Data, name);
        if (Listed[name].ValueKind == JsonValueKind.Null)
        {
            Should.Throw<ImageFormatException>(() => Image.Load(path)).Message.ShouldStartWith(path);
            return;
        }
        var image = Image.Load(path);
        (image.Width, image.Height, image.Channels).ShouldBe(
            (Listed[name].GetProperty("width").GetInt32(), Listed[name].GetProperty("height").GetInt32(), Listed[name].GetProperty("channels").GetInt32()));
        Convert.ToHexStringLower(SHA256.HashData(image.Pixels)).ShouldBe(Listed[name].GetProperty("sha256").GetString());
    }
}

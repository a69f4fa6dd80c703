using Flint.Testing;

namespace Flint.Imaging.Tests;

public class BmpTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Saving_and_loading_keeps_every_sample(int channels)
    {
        using var folder = new TempFolder();
        foreach (var (width, height) in new[] { (1, 1), (7, 5), (8, 2) })
        {
            var pixels = new byte[width * height * channels];
            new System.Random(1).NextBytes(pixels);
            new Image(width, height, channels, pixels).Save(folder["x.bmp"]);
            var image = Image.Load(folder["x.bmp"]);
            (image.Width, image.Height, image.Channels).ShouldBe((width, height, channels));
            image.Pixels.ShouldBe(pixels);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void PIL_reads_what_is_written(int channels)
    {
        Assert.SkipUnless(Python.IsThere, "needs python3");
        using var folder = new TempFolder();
        var pixels = new byte[5 * 3 * channels];
        new System.Random(2).NextBytes(pixels);
        new Image(5, 3, channels, pixels).Save(folder["x.bmp"]);
        const string Script = "import sys\ntry:\n    from PIL import Image\nexcept ImportError:\n    sys.exit(3)\ni = Image.open(sys.argv[1])\nprint(i.mode, i.tobytes().hex())";
        var (code, output) = Python.RunWithTorch("-c", Script, folder["x.bmp"]);
        Assert.SkipWhen(code == 3, "needs PIL");
        output.Trim().ShouldBe($"{channels switch { 1 => "L", 3 => "RGB", _ => "RGBA" }} {Convert.ToHexStringLower(pixels)}");
    }

    [Fact]
    public void Damage_is_told()
    {
        var file = Bmp.Encode(new(20, 20, 3));
        for (var length = 2; length < file.Length; length += 7)
        {
            var cut = file[..length];
            Should.Throw<ImageFormatException>(() => Image.Decode(cut)).Message.ShouldContain("truncated");
        }
        Refused(file, 14, 13).ShouldContain("13 bytes");
        Refused(file, 28, 5).ShouldContain("5 bits per pixel");
        Refused(file, 30, 4).ShouldContain("compression 4");
        Refused(file, 30, 1).ShouldContain("24 bits per pixel, which its compression");
        Refused(file, 18, 0).ShouldContain("0 x 20");
        Refused(file, 21, 1).ShouldContain("at most");
        Should.Throw<ImageFormatException>(() => Bmp.Decode(file, maxPixels: 399)).Message.ShouldContain("20 x 20");
    }

    [Fact]
    public void Run_lengths_that_end_early_or_leave_the_picture_are_safe()
    {
        var file = Bmp.Encode(new(4, 2, 1));
        (file[30], file[28]) = (1, 8);
        var start = file.Length - 8;
        byte[] With(params byte[] data) => [.. file[..start], .. data];
        Should.Throw<ImageFormatException>(() => Bmp.Decode(With(4, 7, 0, 1))).Message.ShouldContain("pixel (4, 0) of 4 x 2");
        Should.Throw<ImageFormatException>(() => Bmp.Decode(With(4, 7, 0, 0))).Message.ShouldContain("pixel (0, 1) of 4 x 2");
        Bmp.Decode(With(4, 7, 0, 0, 0, 1)).Pixels.ShouldBe([0, 0, 0, 0, 7, 7, 7, 7]);
        Bmp.Decode(With(2, 7, 0, 2, 1, 0, 9, 8, 0, 0, 0, 3, 1, 2, 3, 0, 200, 5)).Pixels.ShouldBe([1, 2, 3, 5, 7, 7, 0, 8]);
    }

    [Fact]
    public void Two_channels_are_refused() => Should.Throw<ArgumentException>(() => Bmp.Encode(new(1, 1, 2))).Message.ShouldContain("2 channels");

    static string Refused(byte[] file, int offset, byte value)
    {
        var damaged = file.ToArray();
        damaged[offset] = value;
        return Should.Throw<ImageFormatException>(() => Bmp.Decode(damaged)).Message;
    }
}

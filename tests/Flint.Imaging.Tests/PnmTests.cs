using System.Text;

namespace Flint.Imaging.Tests;

public class PnmTests
{
    [Theory]
    [InlineData("P1\n# a comment\n3 2\n101 0 1 0", new byte[] { 0, 255, 0, 255, 0, 255 })]
    [InlineData("P2 3 2 # width and height\n100\n0 50\n100 1 99 2", new byte[] { 0, 128, 255, 3, 252, 5 })]
    [InlineData("P2\r\n2 1\r\n65535\r\n32768 65535", new byte[] { 128, 255 })]
    [InlineData("P4 9 2\n\x80\x80\x01\x00", new byte[] { 0, 255, 255, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0, 255 })]
    [InlineData("P5 2 1 255\n\x07\xFF", new byte[] { 7, 255 })]
    [InlineData("P5 2 1 7\n\x03\x09", new byte[] { 109, 255 })]
    [InlineData("P5 2 1 1000\n\x01\xF4\x03\xE8", new byte[] { 128, 255 })]
    public void Grey_is_scaled_to_8_bits(string text, byte[] expected)
    {
        var image = Image.Decode(Encoding.Latin1.GetBytes(text));
        image.Channels.ShouldBe(1);
        image.Pixels.ShouldBe(expected);
    }

    [Theory]
    [InlineData("P3 1 2 255 1 2 3 4 5 255")]
    [InlineData("P6 1 2\n255 \x01\x02\x03\x04\x05\xFF")]
    [InlineData("P6 1 2\n65535 \x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\xFF\xFF")]
    public void Colour_has_three_channels(string text)
    {
        var image = Pnm.Decode(Encoding.Latin1.GetBytes(text));
        (image.Width, image.Height, image.Channels).ShouldBe((1, 2, 3));
        image.Pixels.ShouldBe([1, 2, 3, 4, 5, 255]);
    }

    [Theory]
    [InlineData("P5 20 20 255\nabc", "needs 400 bytes behind its header, but has 3")]
    [InlineData("P2 2 2 9  1 2 3", "ends at offset 15 where a sample")]
    [InlineData("P2 2 2 9 1 2 33 3", "is 33, more than the largest value 9")]
    [InlineData("P1 2 2 1021", "byte 0x32 at offset 9")]
    [InlineData("P5 2 2 65536 ", "65536")]
    [InlineData("P5 0 2 255 ", "0 x 2")]
    [InlineData("P5 2", "ends at offset 4")]
    [InlineData("P6 99999999999999 1 255 ", "more than 2147483647")]
    [InlineData("P6 30000 30000 255 ", "at most 134217728 pixels")]
    [InlineData("P5 x", "0x78 at offset 3 is not a digit of the width")]
    [InlineData("P5 1 1 255x", "0x78 at offset 10")]
    public void Damage_is_told(string text, string message) =>
        Should.Throw<ImageFormatException>(() => Image.Decode(Encoding.Latin1.GetBytes(text))).Message.ShouldContain(message);

    [Fact]
    public void The_limit_can_be_raised_up_to_what_an_array_holds()
    {
        var header = "P6 30000 30000 255 "u8.ToArray();
        Should.Throw<ImageFormatException>(() => Image.Decode(header, long.MaxValue)).Message.ShouldContain("more than the 2147483591 samples");
        Should.Throw<ImageFormatException>(() => Image.Decode("P6 20000 20000 255 "u8, long.MaxValue)).Message.ShouldContain("needs 1200000000 bytes");
    }

    [Theory]
    [InlineData(1, ".pgm")]
    [InlineData(3, ".PPM")]
    public void Saving_and_loading_keeps_every_sample(int channels, string ending)
    {
        var pixels = new byte[7 * 5 * channels];
        new System.Random(1).NextBytes(pixels);
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x" + ending);
        new Image(7, 5, channels, pixels).Save(path);
        File.ReadAllBytes(path)[1].ShouldBe(channels == 1 ? (byte)'5' : (byte)'6');
        var image = Image.Load(path);
        (image.Width, image.Height, image.Channels).ShouldBe((7, 5, channels));
        image.Pixels.ShouldBe(pixels);
    }

    [Theory]
    [InlineData("x.ppm", 1, "call ToRgb first")]
    [InlineData("x.pgm", 3, "call ToGrey first")]
    [InlineData("x.gif", 3, "'x.gif' ends with '.gif'")]
    public void A_name_that_does_not_fit_the_image_is_refused(string path, int channels, string message) =>
        Should.Throw<ArgumentException>(() => new Image(1, 1, channels).Save(path)).Message.ShouldContain(message);

    [Fact]
    public void Alpha_is_not_dropped_silently() => Should.Throw<ArgumentException>(() => Pnm.Encode(new(1, 1, 4))).Message.ShouldContain("no alpha");
}

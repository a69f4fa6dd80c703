namespace Flint.Imaging.Tests;

public class ImageTests
{
    [Fact]
    public void Grey_is_the_luminance_of_the_colours_over_the_background()
    {
        var image = new Image(4, 1, 4, [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 10, 20, 30, 0]);
        image.ToGrey(background: 200).Pixels.ShouldBe([76, 150, 29, 200]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Saving_and_loading_keeps_every_sample(int channels)
    {
        var pixels = new byte[7 * 5 * channels];
        new System.Random(1).NextBytes(pixels);
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.png");
        new Image(7, 5, channels, pixels).Save(path);
        var image = Image.Load(path);
        (image.Width, image.Height, image.Channels).ShouldBe((7, 5, channels));
        image.Pixels.ShouldBe(pixels);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void A_failed_save_keeps_the_old_file_and_leaves_nothing_behind()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var taken = Path.Combine(folder, "x.png");
        Directory.CreateDirectory(taken);
        Should.Throw<Exception>(() => new Image(1, 1, 1).Save(taken)).ShouldBeAssignableTo<SystemException>();
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_picture_larger_than_the_limit_is_refused_before_memory_is_taken()
    {
        var png = Png.Encode(new Image(100, 100, 1));
        Should.Throw<ImageFormatException>(() => Png.Decode(png, maxPixels: 9999)).Message.ShouldContain("100 x 100");
    }

    [Fact]
    public void A_header_that_promises_more_than_the_data_can_hold_is_refused()
    {
        var png = new PngFile(1, 1, PngColorType.Grey, 8, [0]).Write();
        var huge = png.ToArray();
        (huge[18], huge[22]) = (0x20, 0x20);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(huge.AsSpan(29), Crc32.Of(huge.AsSpan(12, 17)));
        Should.Throw<ImageFormatException>(() => Png.Decode(huge)).Message.ShouldContain("promises");
    }

    [Fact]
    public void Foreign_and_truncated_data_is_refused()
    {
        Should.Throw<ImageFormatException>(() => Image.Decode("GIF89a..............."u8)).Message.ShouldContain("not a PNG, JPEG, BMP, PBM, PGM or PPM picture (it starts with 4749463839612e2e)");
        Should.Throw<ImageFormatException>(() => Image.Decode([])).Message.ShouldContain("empty");
        var png = Png.Encode(new Image(20, 20, 3));
        for (var length = 8; length < png.Length; length += 3)
        {
            var cut = png[..length];
            Should.Throw<ImageFormatException>(() => Image.Decode(cut));
        }
    }

    [Fact]
    public void A_pixel_outside_of_the_picture_is_told()
    {
        var image = new Image(3, 2, 1);
        image[2, 1, 0] = 7;
        image.Pixels[5].ShouldBe((byte)7);
        Should.Throw<ArgumentOutOfRangeException>(() => image[3, 0, 0] = 1).Message.ShouldStartWith("[3, 0, 0] is outside of an image of 3 x 2 pixels and 1 channels.");
        Should.Throw<ArgumentOutOfRangeException>(() => image[0, -1, 0] = 1).ParamName.ShouldBe("y");
        Should.Throw<ArgumentOutOfRangeException>(() => image[0, 0, 1] = 1).ParamName.ShouldBe("channel");
    }
}

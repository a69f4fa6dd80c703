using Flint.Testing;

namespace Flint.Imaging.Tests;

public class JpegEncodingTests
{
    [Theory]
    [InlineData(1, ChromaSubsampling.Both)]
    [InlineData(3, ChromaSubsampling.None)]
    [InlineData(3, ChromaSubsampling.Horizontal)]
    [InlineData(3, ChromaSubsampling.Both)]
    public void What_is_written_is_close_to_the_picture_when_read_again(int channels, ChromaSubsampling subsampling)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 17), (33, 8), (61, 47) })
        {
            var image = Smooth(width, height, channels);
            var again = Image.Decode(Jpeg.Encode(image, 95, subsampling));
            (again.Width, again.Height, again.Channels).ShouldBe((width, height, channels));
            Psnr(image, again).ShouldBeGreaterThan(30);
        }
    }

    [Fact]
    public void Quality_trades_size_for_likeness()
    {
        var image = Smooth(64, 64, 3);
        int[] qualities = [1, 10, 50, 90, 100];
        var files = Array.ConvertAll(qualities, q => Jpeg.Encode(image, q));
        for (var i = 1; i < files.Length; i++)
        {
            files[i].Length.ShouldBeGreaterThan(files[i - 1].Length);
            Psnr(image, Image.Decode(files[i])).ShouldBeGreaterThan(Psnr(image, Image.Decode(files[i - 1])));
        }
    }

    [Fact]
    public void Noise_and_extremes_survive()
    {
        var pixels = new byte[40 * 40 * 3];
        var random = new System.Random(1);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(random.Next(2) * 255);
        var image = new Image(40, 40, 3, pixels);
        Psnr(image, Image.Decode(Jpeg.Encode(image, 100, ChromaSubsampling.None))).ShouldBeGreaterThan(30);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void PIL_reads_it_and_writes_files_of_about_the_same_size(int channels, int subsampling)
    {
        Assert.SkipUnless(Python.IsThere, "needs python3");
        using var folder = new TempFolder();
        var image = Smooth(160, 120, channels);
        image.Save(folder[channels == 1 ? "x.pgm" : "x.ppm"]);
        File.WriteAllBytes(folder["x.jpg"], Jpeg.Encode(image, 80, (ChromaSubsampling)subsampling));
        var (code, output) = Python.RunWithTorch(Repository.Path("tests", "fixtures", "check_jpeg.py"), folder.Path, "80", $"{subsampling}");
        Assert.SkipWhen(code == 3, "needs PIL");
        code.ShouldBe(0, output);
    }

    [Fact]
    public void What_jpeg_cannot_hold_is_refused()
    {
        Should.Throw<ArgumentException>(() => Jpeg.Encode(new(1, 1, 4))).Message.ShouldContain("no alpha");
        Should.Throw<ArgumentOutOfRangeException>(() => Jpeg.Encode(new(1, 1, 3), quality: 0)).Message.ShouldContain("1 to 100");
        Should.Throw<ArgumentException>(() => Jpeg.Encode(new(65536, 1, 1))).Message.ShouldContain("65535");
        Should.Throw<ArgumentException>(() => new Image(1, 1, 2).Save("x.jpeg")).Message.ShouldContain("no alpha");
    }

    static Image Smooth(int width, int height, int channels)
    {
        var image = new Image(width, height, channels);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < channels; c++) image[x, y, c] = (byte)(128 + 90 * Math.Sin(x / (9.0 + 3 * c)) * Math.Cos(y / (11.0 - c)) + (x * 7 + y * 3) % 5);
        return image;
    }

    static double Psnr(Image a, Image b) => 10 * Math.Log10(255 * 255 / (a.Pixels.Zip(b.Pixels, (x, y) => (double)(x - y) * (x - y)).Average() + 1e-9));
}

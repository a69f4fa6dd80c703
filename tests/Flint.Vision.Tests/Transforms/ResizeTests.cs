using Flint.Imaging;
using Flint.Testing;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

public class ResizeTests
{
    static readonly Generator Unused = new(0);

    public static IEnumerable<TheoryDataRow<string>> Resized => TransformFixture.Cases("resize");

    public static IEnumerable<TheoryDataRow<string>> Plain => TransformFixture.Cases("resize_plain");

    public static IEnumerable<TheoryDataRow<string>> Interpolated => TransformFixture.Cases("interpolate");

    public static IEnumerable<TheoryDataRow<string>> Shorter => TransformFixture.Cases("shorter");

    public static IEnumerable<TheoryDataRow<string>> Centres => TransformFixture.Cases("center_crop");

    [Theory]
    [MemberData(nameof(Resized))]
    public void Bytes_are_those_of_PIL(string name)
    {
        var c = TransformFixture.Case(name);
        var before = (byte[])c.Source().Pixels.Clone();
        var source = c.Source();
        new Resize(c.Int("height"), c.Int("width"), c.Mode()).Apply(source, Unused).ShouldBeWithin(0, c.Expected());
        source.Pixels.ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void Without_antialiasing_bytes_are_those_of_torchvision_on_tensors(string name)
    {
        var c = TransformFixture.Case(name);
        new Resize(c.Int("height"), c.Int("width"), c.Mode(), antialias: false).Apply(c.Source(), Unused).ShouldBeWithin(1, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Interpolated))]
    public void Tensors_are_resized_as_by_torchs_interpolate(string name)
    {
        var c = TransformFixture.Case(name);
        var resized = c.Source().ToTensor().Resize(c.Int("height"), c.Int("width"), c.Mode(), c.Args.GetProperty("antialias").GetBoolean());
        var expected = c.Outputs[0].Tensor();
        resized.Shape.ShouldBe(expected.Shape);
        (resized - expected).Abs().Max().Item().ShouldBeLessThan(2e-6f);
    }

    [Theory]
    [MemberData(nameof(Shorter))]
    public void The_shorter_side_gets_the_size(string name)
    {
        var c = TransformFixture.Case(name);
        new Resize(c.Int("size"), maxSize: c.Int("max") is > 0 and var most ? most : null).Apply(c.Source(), Unused).ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Centres))]
    public void The_centre_is_torchvisions(string name)
    {
        var c = TransformFixture.Case(name);
        new CenterCrop(c.Int("height"), c.Int("width")).Apply(c.Source(), Unused).ShouldBeWithin(0, c.Expected());
    }

    [Fact]
    public void A_part_is_resized_without_its_surroundings()
    {
        var c = TransformFixture.Case("resized crop");
        var box = new CropBox(c.Int("top"), c.Int("left"), c.Int("box_height"), c.Int("box_width"));
        c.Source().ResizedCrop(box, c.Int("height"), c.Int("width")).ShouldBeWithin(0, c.Expected());
        Should.Throw<ArgumentOutOfRangeException>(() => c.Source().ResizedCrop(box with { Left = 12 }, 4, 4)).Message.ShouldContain("not inside of a picture of 22 x 17 pixels");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Vectors_and_single_samples_give_the_same(int channels)
    {
        // A picture of one channel, which no vector handles along rows, for each channel of the picture.
        var pixels = new byte[61 * 47 * channels];
        new System.Random(channels).NextBytes(pixels);
        if (channels is 2 or 4)
            for (var i = channels - 1; i < pixels.Length; i += channels) pixels[i] = 255;
        var image = new Image(61, 47, channels, pixels);
        foreach (var (height, width) in new[] { (13, 29), (90, 100), (47, 10), (10, 61) })
            foreach (var mode in new[] { Resampling.Bilinear, Resampling.Bicubic })
            {
                var resized = image.Resize(height, width, mode);
                for (var c = 0; c < channels; c++) One(resized, c).ShouldBeWithin(0, One(image, c).Resize(height, width, mode));
            }

        static Image One(Image image, int c) => new(image.Width, image.Height, 1, [.. image.Pixels.Where((_, i) => i % image.Channels == c)]);
    }
}

using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

public class ColorTests
{
    public static IEnumerable<TheoryDataRow<string>> Changed => TransformFixture.Cases("color");

    public static IEnumerable<TheoryDataRow<string>> Augmented => TransformFixture.Cases("augment");

    [Theory]
    [MemberData(nameof(Changed))]
    public void Colours_are_those_of_torchvision_on_PIL(string name)
    {
        var c = TransformFixture.Case(name);
        Change(c.Source(), c.Args.GetProperty("change").GetString()!, c.Number("factor")).ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Augmented))]
    public void Operations_of_RandAugment_are_torchvisions(string name)
    {
        var c = TransformFixture.Case(name);
        new RandAugment(magnitude: 21).Operate(c.Source(), c.Int("choice"), c.Int("sign")).ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [InlineData("brightness")]
    [InlineData("contrast")]
    [InlineData("saturation")]
    [InlineData("hue")]
    [InlineData("sharpness")]
    [InlineData("solarize")]
    [InlineData("invert")]
    public void Alpha_stays(string change)
    {
        var image = TransformFixture.Picture("rgba");
        var changed = Change(image, change, 0.4);
        changed.Pixels.Where((_, i) => i % 4 == 3).ShouldBe(image.Pixels.Where((_, i) => i % 4 == 3));
        changed.Pixels.ShouldNotBe(image.Pixels);
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        var image = TransformFixture.Picture("rgb");
        Should.Throw<ArgumentOutOfRangeException>(() => image.AdjustBrightness(-0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => image.AdjustHue(0.6)).Message.ShouldContain("from -0.5 to 0.5");
        Should.Throw<ArgumentOutOfRangeException>(() => image.Posterize(9));
        Should.Throw<ArgumentOutOfRangeException>(() => new ColorJitter(hue: 0.7));
        Should.Throw<ArgumentOutOfRangeException>(() => new ColorJitter(brightness: -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new RandAugment(magnitude: 31)).Message.ShouldContain("0 to 30");
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomGrayscale(1.5));
    }

    static Image Change(Image image, string change, double factor) => change switch
    {
        "brightness" => image.AdjustBrightness(factor),
        "contrast" => image.AdjustContrast(factor),
        "saturation" => image.AdjustSaturation(factor),
        "hue" => image.AdjustHue(factor),
        "sharpness" => image.AdjustSharpness(factor),
        "posterize" => image.Posterize((int)factor),
        "solarize" => image.Solarize(factor),
        "autocontrast" => image.AutoContrast(),
        "equalize" => image.Equalize(),
        "invert" => image.Invert(),
        _ => new Grayscale(3).Apply(image, new Generator(0)),
    };
}

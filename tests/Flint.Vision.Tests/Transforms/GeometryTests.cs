using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

public class GeometryTests
{
    public static IEnumerable<TheoryDataRow<string>> Rotated => TransformFixture.Cases("rotate");

    public static IEnumerable<TheoryDataRow<string>> Affine => TransformFixture.Cases("affine");

    public static IEnumerable<TheoryDataRow<string>> Padded => TransformFixture.Cases("pad");

    public static IEnumerable<TheoryDataRow<string>> Keras => TransformFixture.Cases("keras");

    [Fact]
    public void Flips_and_turns_are_those_of_PIL()
    {
        var image = TransformFixture.Picture("rgb");
        image.FlipHorizontal().ShouldBeWithin(0, TransformFixture.Case("hflip").Expected());
        image.FlipVertical().ShouldBeWithin(0, TransformFixture.Case("vflip").Expected());
        image.Turn(1).ShouldBeWithin(0, TransformFixture.Case("quarter turn").Expected());
        image.Turn(-1).ShouldBeWithin(0, TransformFixture.Case("turn back").Expected());
        image.Turn(6).ShouldBeWithin(0, image.Turn(1).Turn(1));
    }

    [Theory]
    [MemberData(nameof(Padded))]
    public void Padding_is_that_of_torchvision(string name)
    {
        var c = TransformFixture.Case(name);
        var mode = Enum.Parse<PaddingMode>(c.Args.GetProperty("mode").GetString()!, ignoreCase: true);
        c.Source().Pad(3, 5, 7, 2, mode, fill: 9).ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Rotated))]
    public void Rotations_are_those_of_PIL(string name)
    {
        var c = TransformFixture.Case(name);
        c.Source().Rotate(c.Number("angle"), c.Mode(), c.Args.GetProperty("expand").GetBoolean(), [10, 20, 30]).ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Affine))]
    public void Affine_maps_are_those_of_torchvision(string name)
    {
        var c = TransformFixture.Case(name);
        c.Source().Affine(c.Number("angle"), (c.Number("x"), c.Number("y")), c.Number("scale"), (c.Number("shear_x"), c.Number("shear_y")), c.Mode())
            .ShouldBeWithin(0, c.Expected());
    }

    [Theory]
    [MemberData(nameof(Keras))]
    public void Shear_and_zoom_are_those_of_Keras(string name)
    {
        var c = TransformFixture.Case(name);
        new RandomKerasAffine().Warp(
            c.Source(), c.Number("theta"), c.Number("rows"), c.Number("columns"), c.Number("shear"), c.Number("zoom_rows"), c.Number("zoom_columns"))
            .ShouldBeWithin(1, c.Expected());
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        var image = TransformFixture.Picture("rgb");
        Should.Throw<ArgumentOutOfRangeException>(() => image.Pad(30, 0, 0, 0, PaddingMode.Reflect)).Message.ShouldContain("at most 21 pixels beside 22");
        Should.Throw<ArgumentOutOfRangeException>(() => image.Pad(-1, 0, 0, 0)).Message.ShouldContain("use Crop");
        Should.Throw<ArgumentException>(() => image.Rotate(10, fill: [1, 2])).Message.ShouldContain("2 samples was given for a picture of 3 channels");
        Should.Throw<ArgumentOutOfRangeException>(() => image.Affine(scale: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomAffine(10, scale: (2, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomKerasAffine(zoomRange: 1));
    }
}

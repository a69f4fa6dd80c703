namespace Flint.Imaging.Tests;

public class BoxAndMaskTests
{
    static readonly Color Red = new(255, 0, 0), Blue = new(0, 0, 255, 128);

    [Fact]
    public void A_box_is_drawn_around_its_pixels_and_leaves_the_inside()
    {
        var image = new BoxPicture { Image = new(40, 30, 3), Boxes = [new(10, 5, 20, 15, Red)], TextSize = 6 }.Draw().ToImage(scale: 1);
        (image.Width, image.Height).ShouldBe((40, 30));
        foreach (var (x, y) in new[] { (10, 12), (29, 12), (20, 5), (20, 19) }) ((int)image[x, y, 0]).ShouldBeGreaterThan(100, $"({x}, {y})");
        foreach (var (x, y) in new[] { (20, 12), (5, 12), (35, 12), (20, 25) }) image[x, y, 0].ShouldBe((byte)0, $"({x}, {y})");
    }

    [Fact]
    public void A_caption_stays_inside_of_the_picture()
    {
        var image = new BoxPicture { Image = new(80, 40, 3), Boxes = [new(70, -5, 30, 30, Red, "person")] }.Draw().ToImage(scale: 1);
        var filled = Enumerable.Range(0, 80).Where(x => image[x, 14, 0] > 200).ToArray();
        filled[0].ShouldBeLessThan(70);
        filled.Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_mask_shows_each_class_in_its_colour()
    {
        var mask = new ClassMask(3, 1, [0, 1, 2]);
        mask.ToImage([Red, Blue]).Pixels.ShouldBe([255, 0, 0, 0, 0, 255, 0, 0, 0]);
        mask[1, 0].ShouldBe((byte)1);
    }

    [Fact]
    public void Over_a_picture_alpha_decides_how_much_is_seen()
    {
        var image = new Image(3, 1, 3, [100, 100, 100, 100, 100, 100, 7, 8, 9]);
        var over = new ClassMask(3, 1, [0, 1, 2]).Over(image, [Red with { A = 0 }, Blue]);
        over.Pixels.ShouldBe([100, 100, 100, 50, 50, 178, 7, 8, 9]);
        image.Pixels[3].ShouldBe((byte)100);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        Should.Throw<ArgumentException>(() => new ClassMask(2, 2, [1])).Message.ShouldStartWith("A mask of 2 x 2 pixels needs 4 classes, but got 1.");
        Should.Throw<ArgumentException>(() => new ClassMask(1, 1, [0]).Over(new(2, 1, 3), [])).Message
            .ShouldStartWith("A mask of 1 x 1 pixels cannot be put over a picture of 2 x 1");
    }

    [Fact]
    public void The_key_breaks_where_names_do_not_fit()
    {
        ClassMask.Key(["road", "sky"], [Red, Blue], 300).Height.ShouldBe(20);
        ClassMask.Key(["road", "pavement"], [Red, Blue], 80).Height.ShouldBe(40);
    }
}

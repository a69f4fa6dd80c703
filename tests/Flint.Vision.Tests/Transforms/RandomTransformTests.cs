using Flint.Imaging;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

/// <summary>What is drawn: ranges, shares and repetition. What is then done with it is compared with torchvision elsewhere.</summary>
public class RandomTransformTests
{
    static readonly Image Picture = TransformFixture.Picture("rgb");

    static readonly Dictionary<string, IImageTransform> Transforms = new()
    {
        { "crop", new RandomCrop(9, padding: 3) },
        { "resized crop", new RandomResizedCrop(8) },
        { "flips", new RandomApply([new RandomHorizontalFlip(), new RandomVerticalFlip()], 0.9) },
        { "rotation", new RandomRotation(40, Resampling.Bilinear) },
        { "affine", new RandomAffine(20, (0.2, 0.1), (0.8, 1.3), (10, 5), Resampling.Bilinear) },
        { "keras", new RandomKerasAffine(20, 0.1, 0.1, 15, 0.2) },
        { "jitter", new ColorJitter(0.4, 0.4, 0.4, 0.2) },
        { "grey", new RandomGrayscale(0.5) },
        { "choice", new RandomChoice(new Grayscale(3), new RandomVerticalFlip(1), new Pad(2)) },
        { "augment", new RandAugment(3, 12) },
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Transforms.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_stream_gives_the_same_picture_and_the_source_stays(string name)
    {
        var transform = Transforms[name];
        var before = (byte[])Picture.Pixels.Clone();
        var results = Enumerable.Range(0, 12).Select(seed => transform.Apply(Picture, new Generator(seed))).ToList();
        for (var seed = 0; seed < 12; seed++) transform.Apply(Picture, new Generator(seed)).ShouldBeWithin(0, results[seed]);
        results.Select(r => Convert.ToBase64String(r.Pixels)).Distinct().Count().ShouldBeGreaterThan(1, name);
        Picture.Pixels.ShouldBe(before);
    }

    [Fact]
    public void Parts_of_a_resized_crop_have_the_areas_and_shapes_asked_for()
    {
        var (transform, random) = (new RandomResizedCrop(8, scale: (0.2, 0.6), ratio: (0.5, 2)), new Generator(1));
        var parts = Enumerable.Range(0, 2000).Select(_ => transform.Part(400, 300, random)).ToList();
        parts.ShouldAllBe(p => p.Top >= 0 && p.Left >= 0 && p.Top + p.Height <= 300 && p.Left + p.Width <= 400);
        var areas = parts.Select(p => p.Width * p.Height / 120000.0).ToList();
        areas.ShouldAllBe(a => a > 0.195 && a < 0.605);
        parts.ShouldAllBe(p => p.Width / (double)p.Height > 0.49 && p.Width / (double)p.Height < 2.02);
        // Uniform, less the large and high ones that do not fit: density 1 up to 0.375, then 1 - ln(area / 0.375) / ln 4.
        areas.Average().ShouldBe(0.386, 0.015);
        parts.Average(p => Math.Log(p.Width / (double)p.Height)).ShouldBe(0.05, 0.1);
        Math.Abs(parts.Count(p => p.Left < (400 - p.Width) / 2.0) - 1000).ShouldBeLessThan(120);
        // Where no part fits, the middle.
        new RandomResizedCrop(8, scale: (1, 1), ratio: (1, 1)).Part(30, 10, random).ShouldBe(new CropBox(0, 10, 10, 10));
    }

    [Fact]
    public void Every_place_of_a_crop_is_equally_likely()
    {
        var random = new Generator(2);
        var image = new Image(4, 1, 1, [0, 1, 2, 3]);
        var counts = Enumerable.Range(0, 3000).CountBy(_ => new RandomCrop(1, 2).Apply(image, random).Pixels[0]).ToDictionary();
        counts.Keys.Order().ToArray().ShouldBe([0, 1, 2]);
        counts.Values.ShouldAllBe(n => Math.Abs(n - 1000) < 130); // five standard deviations
        Should.Throw<ArgumentException>(() => new RandomCrop(5).Apply(image, random)).Message.ShouldContain("5 x 5 pixels was asked of a picture of 4 x 1");
        var padded = new RandomCrop(5, padIfNeeded: true).Apply(image, random);
        (padded.Width, padded.Height).ShouldBe((5, 5));
    }

    [Fact]
    public void Shares_are_kept()
    {
        var random = new Generator(3);
        var image = new Image(2, 1, 1, [0, 1]);
        Math.Abs(Enumerable.Range(0, 2000).Count(_ => new RandomHorizontalFlip(0.3).Apply(image, random).Pixels[0] == 1) - 600).ShouldBeLessThan(105);
        Enumerable.Range(0, 100).Count(_ => new RandomVerticalFlip(0).Apply(image, random) != image).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(1.1));
    }

    [Fact]
    public void Jitter_keeps_to_its_factors_and_does_all_orders()
    {
        var random = new Generator(4);
        var grey = new Image(1, 1, 1, [100]);
        var levels = Enumerable.Range(0, 1000).Select(_ => (int)new ColorJitter(brightness: 0.2).Apply(grey, random).Pixels[0]).ToList();
        (levels.Min(), levels.Max()).ShouldBe((80, 119));
        levels.Average().ShouldBe(99.5, 2);
        // Brightness 0.5 and contrast 2 give different pictures in the two orders.
        var both = new ColorJitter((0.5, 0.5), (2, 2), null, null);
        Enumerable.Range(0, 50).Select(_ => Convert.ToBase64String(both.Apply(Picture, random).Pixels)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Erasing_overwrites_one_rectangle()
    {
        var random = new Generator(5);
        var x = Tensor.Ones([2, 40, 30]);
        var areas = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var erased = new RandomErasing(1, (0.1, 0.3), value: [5, 7]).Apply(x, random);
            var mask = erased[0].Ne(1);
            erased[1].Ne(1).Eq(mask).All().Item<bool>().ShouldBeTrue();
            (erased[0].Max().Item(), erased[1].Max().Item()).ShouldBe((5f, 7f));
            var (rows, columns) = (mask.Any(1).Sum().Item<long>(), mask.Any(0).Sum().Item<long>());
            mask.Sum().Item<long>().ShouldBe(rows * columns);
            areas.Add(rows * columns / 1200.0);
        }
        areas.ShouldAllBe(a => a > 0.08 && a < 0.32);
        areas.Average().ShouldBe(0.2, 0.03);
        x.Eq(1).All().Item<bool>().ShouldBeTrue();
        Math.Abs(Enumerable.Range(0, 300).Count(_ => ReferenceEquals(new RandomErasing(0.25).Apply(x, random), x)) - 225).ShouldBeLessThan(40);
        new RandomErasing(1).Apply(x, random).Min().Item().ShouldBe(0);
        var noise = new RandomErasing(1, (0.5, 0.5), (1, 1), noise: true).Apply(x, random);
        noise.ToArray<float>().Where(v => v != 1).Average().ShouldBe(0, 0.2f);
        Should.Throw<ShapeException>(() => new RandomErasing(value: [1, 2, 3]).Apply(x, random)).Message.ShouldContain("[2, 40, 30]");
    }
}

using Flint.Imaging;
using Flint.NN;
using Flint.Testing;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Pretrained;

/// <summary>What is beside weights decides how pictures are prepared and what classes are called; what nothing says is assumed, and said.</summary>
public sealed class PretrainedClassifierTests : IDisposable
{
    readonly TempFolder folder = new();

    public PretrainedClassifierTests() => new CifarResNet(20, classes: 3).Save(folder["net.safetensors"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_description_ImageNets_statistics_are_assumed_and_said()
    {
        var classifier = Open();
        classifier.Preparation.ShouldBe(ImagePreparation.ImageNet with { Height = 32, Width = 32, Resize = 32 });
        classifier.Labels.ShouldBe(["class 0", "class 1", "class 2"]);
        classifier.Assumptions.Count.ShouldBe(2);
        classifier.Assumptions[0].ShouldContain("mean and std of ImageNet, shorter side 32, middle 32 x 32 are assumed. net.json beside it can say otherwise.");
        classifier.Assumptions[1].ShouldBe("Nothing names the 3 classes.");
    }

    [Fact]
    public void A_description_beside_the_weights_is_followed()
    {
        Describe("""{"size": [24, 28], "resize": 30, "scale": 0.01, "mean": [0.1, 0.2, 0.3], "std": [2], "labels": ["cat", "dog", "owl"]}""");
        var classifier = Open();
        classifier.Labels.ShouldBe(["cat", "dog", "owl"]);
        classifier.Assumptions.ShouldBeEmpty();
        var image = new Image(60, 45, 3);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 7 % 256);

        // By hand: shorter side 45 to 30, so 40 x 30; of these 28 x 24 in the middle.
        var x = classifier.Preparation.Apply(image);
        x.Shape.ToArray().ShouldBe([1, 3, 24, 28]);
        var middle = image.Resize(30, 40).Crop(new(3, 6, 24, 28));
        x[0, 2, 5, 7].Item().ShouldBe((middle[7, 5, 2] * 0.01f - 0.3f) / 2, 1e-6f);
        classifier.Probabilities(image).Sum().ShouldBe(1, 1e-5f);
    }

    [Theory]
    [InlineData("""{"size": [24]}""", "size is [24], not a height and a width")]
    [InlineData("""{"size": [24, 0]}""", "not a height and a width")]
    [InlineData("""{"resize": 30}""", "size")]
    [InlineData("""{"size": [24, 24], "resize": 20}""", "resize is 20")]
    [InlineData("""{"size": [24, 24], "scale": 0}""", "scale is 0")]
    [InlineData("""{"size": [24, 24], "mean": [1, 2]}""", "mean has 2 numbers")]
    [InlineData("""{"size": [24, 24], "std": [1, 0, 1]}""", "std")]
    [InlineData("""{"size": [24, 24], "labels": ["cat"]}""", "has 1 labels, but the weights beside it tell 3 classes apart")]
    [InlineData("""{"size": """, "net.json")]
    public void A_wrong_description_is_an_error(string json, string said)
    {
        Describe(json);
        Should.Throw<FileFormatException>(Open).Message.ShouldContain(said);
    }

    [Fact]
    public void Grey_networks_get_grey_pictures()
    {
        new ConvNet().Save(folder["grey.safetensors"]);
        var classifier = PretrainedClassifier.Open("convnet", folder["grey.safetensors"]);
        classifier.Probabilities(new Image(40, 30, 3)).Length.ShouldBe(10);
        classifier.Assumptions[0].ShouldContain("values from 0 to 1");
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Should.Throw<NotFoundException>(() => PretrainedClassifier.Open("resnet19")).Message.ShouldContain("resnet18, resnet34");
        Should.Throw<NotFoundException>(() => PretrainedClassifier.Open("vgg16")).Message.ShouldContain("--weights FILE");
        Should.Throw<NotFoundException>(() => PretrainedClassifier.Open("vgg16", folder["none.pth"])).Message.ShouldContain("none.pth");
        Should.Throw<NotFoundException>(() => PretrainedClassifier.Open("unet", folder["net.safetensors"])).Message.ShouldContain("each pixel");
    }

    [Fact]
    public void Features_come_out_of_named_layers()
    {
        var net = new MobileNetV2(classes: 4, width: 0.25);
        using var features = new FeatureExtractor(net, "features.13", "features.18");
        net.Forward(Tensor.Zeros([1, 3, 64, 64]));
        features["features.13"].Shape.ToArray().ShouldBe([1, 24, 4, 4]);
        features["features.18"].Shape.ToArray().ShouldBe([1, 1280, 2, 2]);
    }

    PretrainedClassifier Open() => PretrainedClassifier.Open("cifar_resnet20", folder["net.safetensors"]);

    void Describe(string json) => File.WriteAllText(folder["net.json"], json);
}

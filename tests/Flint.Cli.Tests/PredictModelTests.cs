using Flint.Imaging;
using Flint.Vision;

namespace Flint.Cli.Tests;

/// <summary><c>flint predict MODEL</c>: image models with published weights or a checkpoint of the user.</summary>
public sealed class PredictModelTests : IDisposable
{
    readonly FlintProcess flint = new();

    public PredictModelTests() => new Image(40, 30, 3).Save(flint.Folder["x.png"]);

    public void Dispose() => flint.Dispose();

    [Fact]
    public void PublishedWeightsNameTheFiveBest()
    {
        var data = Environment.GetEnvironmentVariable("FLINT_DATA") ?? "";
        var photo = Path.Combine(data, "sample-photos", "cat_720p.jpg");
        Assert.SkipUnless(File.Exists(photo) && Directory.Exists(Path.Combine(data, "weights", "mobilenet_v2-imagenet")), "needs sample-photos and weights under FLINT_DATA");
        var (code, output, error) = flint.Run(data, ["predict", "mobilenet_v2", photo]);
        code.ShouldBe(0, error);
        error.ShouldBeEmpty();
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(6);
        lines[0].ShouldBe(photo);
        lines[1].ShouldBe("   80.8%  Egyptian Mau");
        lines[2].ShouldEndWith("tabby cat");

        var json = FlintProcess.Lines(flint.Run(data, ["predict", "mobilenet_v2", photo, "--json"]).Output).ShouldHaveSingleItem();
        json.EnumerateObject().Select(p => p.Name).ShouldBe(["input", "class", "label", "probabilities"]);
        json.GetProperty("class").GetInt32().ShouldBe(285);
        json.GetProperty("probabilities").GetArrayLength().ShouldBe(1000);
    }

    [Fact]
    public void ACheckpointOfTheUserSaysWhatIsAssumed()
    {
        new CifarResNet(20, classes: 3).Save(flint.Folder["mine.pth"]);
        var (code, output, error) = flint.Run("predict", "cifar_resnet20", "x.png", "--weights", "mine.pth");
        code.ShouldBe(0, error);
        output.ShouldContain("class ");
        error.ShouldContain("flint: Nothing says how 'mine.pth' wants its pictures: mean and std of ImageNet");
        File.WriteAllText(flint.Folder["mine.json"], """{"size": [32, 32], "labels": ["cat", "dog", "owl"]}""");
        (code, output, error) = flint.Run("predict", "cifar_resnet20", "x.png", "--weights", "mine.pth");
        error.ShouldBeEmpty();
        output.ShouldContain("owl");
    }

    [Fact]
    public void WhatDoesNotFitIsSaid()
    {
        new CifarResNet(20).Save(flint.Folder["mine.pth"]);
        Fails("predict", "cifar_resnet32", "x.png", "--weights", "mine.pth").ShouldContain("It fits cifar_resnet20: use that model. 60 missing: layer1.3.conv1.weight");
        Fails("predict", "vgg16", "x.png").ShouldContain("give a checkpoint, such as torchvision's, with --weights FILE");
        Fails("predict", "mobilenet_v3", "x.png").ShouldContain("Did you mean 'mobilenet_v2'?");
        Directory.CreateDirectory(flint.Folder["mobilenet_v2"]);
        Fails("predict", "mobilenet_v2", "x.png").ShouldContain("is not a run folder"); // a folder wins
    }

    string Fails(params string[] arguments)
    {
        var (code, _, error) = flint.Run(arguments);
        code.ShouldBe(1, error);
        return error;
    }
}

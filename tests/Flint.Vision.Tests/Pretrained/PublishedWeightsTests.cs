using System.IO.Compression;
using Flint.Imaging;
using Flint.NN;
using Flint.Testing;

namespace Flint.Vision.Tests.Pretrained;

/// <summary>Published weights give what torchvision's networks give with them, from the photo's file to the logits.</summary>
public class PublishedWeightsTests
{
    [Theory]
    [InlineData("mobilenet_v2", "cat_720p.jpg", "Egyptian Mau")]
    [InlineData("mobilenet_v2", "dog.jpg", "Alaskan Malamute")]
    [InlineData("squeezenet1_0", "cat_720p.jpg", "tiger cat")]
    [InlineData("squeezenet1_0", "dog.jpg", "bow")]
    public void Logits_of_a_photo_are_those_of_torchvision(string model, string photo, string label)
    {
        var path = FromData("sample-photos", photo);
        var classifier = Open(model);
        classifier.Assumptions.ShouldBeEmpty();
        var image = Image.Load(path);
        Near.Check(classifier.Logits(image), Fixture.Case($"pretrained:{model}:{photo}").Outputs[0].Values, 1e-4, photo);
        var probabilities = classifier.Probabilities(image);
        classifier.Labels[probabilities.IndexOf(probabilities.Max())].ShouldBe(label);
        probabilities.Sum().ShouldBe(1, 1e-4);
    }

    [Theory]
    [InlineData("resnet20-cifar10.safetensors", 1000, 915)]
    [InlineData("resnet20-12fca82f.th", 100, 95)] // PyTorch's pickle, every name behind "module."
    public void ResNet20_recognises_what_it_does_in_PyTorch(string file, int pictures, int expected)
    {
        using var packed = new GZipStream(File.OpenRead(FromData("cifar10", "test_2000.bin.gz")), CompressionMode.Decompress);
        var records = new byte[pictures * 3073];
        packed.ReadExactly(records);
        var known = KnownWeights.Of(FromData("weights", "resnet20-cifar10", file)).ShouldNotBeNull();
        var net = (CifarResNet)ImageCheckpoint.Load(ImageModels.Find(known.Model), FromData("weights", "resnet20-cifar10", file));
        var fast = net.ForInference();

        var (right, size) = (0, 100);
        for (var start = 0; start < pictures; start += size)
        {
            using var _ = new InferenceMode();
            var pixels = new float[size * 3072];
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = known.Preparation.Normalization.Apply(records[(start + i / 3072) * 3073 + 1 + i % 3072], i % 3072 / 1024);
            var logits = fast.Forward(Tensor.Wrap(pixels, [size, 3, 32, 32]));
            if (start == 0) Near.Check(logits[..10], Fixture.Case("pretrained:cifar_resnet20").Outputs[0].Values, 1e-4, file);
            var answers = logits.ArgMax(1).ToArray<long>();
            for (var i = 0; i < size; i++)
                if (answers[i] == records[(start + i) * 3073]) right++;
        }
        right.ShouldBe(expected);
    }

    [Fact]
    public void The_file_counts_not_its_name()
    {
        using var folder = new TempFolder();
        var path = FromData("weights", "resnet20-cifar10", "resnet20-cifar10.safetensors");
        File.Copy(path, folder["mine.safetensors"]);
        KnownWeights.Of(folder["mine.safetensors"])!.File.ShouldBe("resnet20-cifar10.safetensors");
        var changed = File.ReadAllBytes(path);
        changed[^1] ^= 1;
        File.WriteAllBytes(folder["other.safetensors"], changed);
        KnownWeights.Of(folder["other.safetensors"]).ShouldBeNull();
        KnownWeights.Of(folder["none.safetensors"]).ShouldBeNull();
    }

    static PretrainedClassifier Open(string model)
    {
        var known = KnownWeights.All.First(k => k.Model == model);
        Assert.SkipUnless(known.Path is not null && ImageLabels.TryImageNet() is not null, $"needs weights/{known.Folder} and imagenet-labels under FLINT_DATA");
        return PretrainedClassifier.Open(model);
    }

    static string FromData(params string[] parts)
    {
        var path = Path.Combine([Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", .. parts]);
        Assert.SkipUnless(File.Exists(path), $"needs {string.Join('/', parts)} under FLINT_DATA");
        return path;
    }
}

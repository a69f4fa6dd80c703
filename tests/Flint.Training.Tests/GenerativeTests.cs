using System.Text.Json;
using Flint.Recipes;
using Flint.Testing;
using Flint.Training;

namespace Flint.Training.Tests;

/// <summary>The steps of the generative recipes, and their runs when they are stopped.</summary>
public sealed class GenerativeTests : IDisposable
{
    const int Images = 200, Batch = 32, StepsPerEpoch = Images / Batch;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheGanStepsAsInPyTorch()
    {
        var gan = (MnistGan.Gan)new MnistGan().Model(new MnistGan().Defaults);
        using (new NoGrad())
            foreach (var net in new[] { gan.Generator, gan.Discriminator })
            {
                var matrices = 0;
                foreach (var p in net.Parameters())
                    if (p.Rank > 1) p.CopyFrom(Waves(p.Shape, 0.06, matrices++));
                foreach (var linear in net.OfType<NN.Linear>()) linear.Bias!.Fill(0);
            }
        var expected = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "fixtures", "gan.json"))).RootElement.GetProperty("losses");
        for (var step = 0; step < expected.GetArrayLength(); step++)
        {
            var losses = gan.Step(Waves([16, 784], 0.9, 10 + step), Waves([16, 100], 1.5, 20 + step));
            for (var i = 0; i < 2; i++) losses[i].Item<double>().ShouldBe(expected[step][i].GetDouble(), 2e-4, $"{gan.LossNames[i]} of step {step}");
        }
    }

    [Fact]
    public void AVaeThatKnowsNothingPaysABitAPixel()
    {
        var vae = new MnistVae().Model(new MnistVae().Defaults);
        Forget(vae);
        var losses = vae.Losses(Tensor.Rand([3, 1, 28, 28])).Select(l => l.Item<double>()).ToArray();
        losses[1].ShouldBe(784 * Math.Log(2), 1e-2);
        losses[2].ShouldBe(0, 1e-6);
        losses[0].ShouldBe(losses[1] + losses[2], 1e-3);
    }

    [Fact]
    public void ADiffusionModelThatPredictsNothingLosesTheVariance()
    {
        var model = new MnistDiffusion().Model(new MnistDiffusion().Defaults);
        Forget(model);
        Random.Seed(5);
        // Of white images v² is ᾱ ε² - 2 √(ᾱ (1 - ᾱ)) ε + (1 - ᾱ): 1 in the mean, over 50,176 pixels within 5 deviations.
        model.Losses(Tensor.Ones([64, 1, 28, 28])).ShouldHaveSingleItem().Item<double>().ShouldBe(1, 0.03);
        using var _ = new NoGrad();
        var made = model.Sample(2, new Generator(1));
        made.Shape.ShouldBe(new Shape([2, 1, 28, 28]));
        made.Abs().Max().Item().ShouldBeLessThanOrEqualTo(1);
        model.Sample(2, new Generator(1)).ToArray<float>().ShouldBe(made.ToArray<float>());
        model.Sample(2, new Generator(2)).ToArray<float>().ShouldNotBe(made.ToArray<float>());
    }

    [Theory]
    [InlineData("mnist-gan", StepsPerEpoch + 2)]
    [InlineData("mnist-dcgan", 3)]
    [InlineData("mnist-vae", StepsPerEpoch)] // the last step of an epoch, before it is scored
    [InlineData("mnist-diffusion", StepsPerEpoch + 2)]
    public void AStoppedRunGoesOnToTheSameBits(string name, int stoppedAfter)
    {
        MnistSlice.Write(folder["data"], Images, test: 60);
        var recipe = RecipeList.Find(name);
        var arguments = recipe.Defaults with { Epochs = 2, BatchSize = Batch, Data = folder["data"] };
        RecipeRun.Start(recipe, arguments, folder["whole"]).Train();

        using var cancel = new CancellationTokenSource();
        var run = RecipeRun.Start(recipe, arguments, folder["cut"]);
        run.Callbacks.Add(new After(stoppedAfter, cancel.Cancel));
        Should.Throw<OperationCanceledException>(() => run.Train(cancel: cancel.Token));
        Random.Seed(999);
        RecipeRun.Resume(RunFolder.Open(folder["cut"])).Train();
        foreach (var file in new[] { "model.safetensors", "best.safetensors", "samples-epoch-02.png" })
            File.ReadAllBytes(Path.Combine(folder["cut"], file)).ShouldBe(File.ReadAllBytes(Path.Combine(folder["whole"], file)), file);
        Figures("cut").ShouldBe(Figures("whole"));
    }

    [Fact]
    public void ARunThatIsStoppedBeforeItsFirstStepCanGoOn()
    {
        MnistSlice.Write(folder["data"], Images, test: 60);
        var recipe = RecipeList.Find("mnist-vae");
        var run = RecipeRun.Start(recipe, recipe.Defaults with { Epochs = 1, Data = folder["data"] }, folder["run"]);
        Should.Throw<OperationCanceledException>(() => run.Train(cancel: new(canceled: true)));
        File.Exists(Path.Combine(folder["run"], "scorer.safetensors")).ShouldBeFalse();
        RecipeRun.Resume(RunFolder.Open(folder["run"])).Train().BestEpoch.ShouldBe(1);
    }

    [Fact]
    public void TooFewTestImagesAreRefused()
    {
        MnistSlice.Write(folder["data"], train: 40, test: 3);
        var recipe = RecipeList.Find("mnist-vae");
        var run = RecipeRun.Start(recipe, recipe.Defaults with { Epochs = 1, Data = folder["data"] }, folder["run"]);
        Should.Throw<ShapeException>(() => run.Train()).Message.ShouldContain("there are 3 test images");
    }

    [Fact]
    public void ImagesOfAnotherSizeAreRefused()
    {
        var recipe = RecipeList.Find("mnist-gan");
        Should.Throw<ShapeException>(() => RecipeRun.Start(recipe, recipe.Defaults with { Data = Idx8x8() }, folder["run"])).Message.ShouldContain("28 x 28");

        string Idx8x8()
        {
            MnistSlice.Write(folder["data"], 4, test: 4);
            foreach (var file in Directory.GetFiles(folder["data"], "*images*"))
            {
                var bytes = File.ReadAllBytes(file)[..(16 + 4 * 64)];
                (bytes[11], bytes[15]) = (8, 8);
                File.WriteAllBytes(file, bytes);
            }
            return folder["data"];
        }
    }

    IEnumerable<string> Figures(string run) => RunFolder.Open(folder[run]).ReadMetrics()
        .Select(r => $"{r.Epoch} {r.Step} {r.TrainLoss:r} {r.ValLoss:r} {string.Join(' ', r.Metrics.Select(m => $"{m.Key} {m.Value:r}"))}");

    static void Forget(GenerativeModel model)
    {
        using var _ = new NoGrad();
        foreach (var p in model.Parameters()) p.Fill(0);
    }

    // As in make_gan.py.
    static Tensor Waves(Shape shape, double scale, double phase)
    {
        var count = 1;
        foreach (var size in shape.Span) count *= size;
        return Tensor.From([.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin(0.7 * i + 0.001 * i * (i % 97) + phase)))], shape);
    }
}

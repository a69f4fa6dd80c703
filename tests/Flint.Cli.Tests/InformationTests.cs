namespace Flint.Cli.Tests;

public sealed class InformationTests
{
    [Fact]
    public void RecipesAndModelsAreListed()
    {
        using var flint = new FlintProcess();
        var recipes = FlintProcess.Lines(flint.Run("recipes", "--json").Output);
        recipes.Select(r => r.GetProperty("recipe").GetString()).ShouldBe(["mnist-convnet", "digits-mlp", "cifar10-lenet", "cifar10-resnet", "photos-transfer", "photos-folds",
            "pedestrians-detect", "pedestrians-segment", "faces-verify", "video-events", "bigmodel-mlp", "titanic-mlp", "overfit-study", "forecast", "mnist-gan", "mnist-dcgan", "mnist-vae", "mnist-diffusion"]);
        var models = FlintProcess.Lines(flint.Run("models", "--json").Output);
        models[0].GetProperty("parameters").GetInt64().ShouldBe(421_642);
        models[1].GetProperty("parameters").GetInt64().ShouldBe(64 * 64 + 64 + 64 * 10 + 10);
        var mobile = models.Single(m => m.GetProperty("model").GetString() == "mobilenet_v2");
        mobile.GetProperty("parameters").GetInt64().ShouldBe(3_504_872);
        mobile.GetProperty("multiply_adds").GetInt64().ShouldBe(300_774_272);
        mobile.GetProperty("input").GetString().ShouldBe("3x224x224");
        flint.Run("recipes").Output.ShouldContain("--data optdigits --epochs");
        recipes.Single(r => r.GetProperty("recipe").GetString() == "cifar10-lenet").GetProperty("presets").EnumerateArray().Select(p => p.GetString()).ShouldBe(["classic", "long"]);
    }

    [Fact]
    public void InfoNamesTheMachine()
    {
        using var flint = new FlintProcess();
        var info = FlintProcess.Lines(flint.Run("info", "--json").Output).ShouldHaveSingleItem();
        info.GetProperty("threads").GetString().ShouldBe("1");
        info.GetProperty("dotnet").GetString()!.ShouldStartWith(".NET 10");
        info.GetProperty("mnist").GetString()!.ShouldEndWith(Path.Combine("data", "mnist"));
    }

    [Fact]
    public void DataIsListedWithItsTerms()
    {
        using var flint = new FlintProcess();
        var data = FlintProcess.Lines(flint.Run("data", "list", "--json").Output);
        data.Select(d => d.GetProperty("data").GetString()).ShouldBe(["mnist", "fashion-mnist", "optdigits"]);
        data[0].GetProperty("terms").GetString().ShouldNotBeNullOrEmpty();
        var (code, _, error) = flint.Run("data", "get", "imagenet");
        code.ShouldBe(1);
        error.ShouldContain("optdigits");
    }

    [Fact]
    public void BenchPrintsOneLineWithThePeersFields()
    {
        using var flint = new FlintProcess();
        var listed = flint.Run("bench", "--list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        listed.ShouldBe(
        [
            "mlp-bigmodel", "keras-dense", "convnet-mnist", "lenet-cifar", "cnn3", "resnet18-train", "gemm-576", "gemm-1152", "gemm-2304", "gemm-tall",
            "gemm-at-b-1152", "gemm-a-bt-1152", "gemm-batched-48x512x64",
            .. new[] { 8, 16, 24, 48 }.SelectMany(few => new[] { $"gemm-n{few}-1024", $"gemm-at-n{few}-1024", $"gemm-m{few}-1024", $"gemm-m{few}-bt-1024" }),
            "gemv-4096", "conv3x3-64c-56", "conv3x3-256c-14", "conv7x7s2-3-64-224", "conv1x1-256-1024-14", "depthwise3x3-144-56", "softmax-4096x1024",
            "layernorm-4096x1024", "attention", "lstm-cell-b64-h512", "gelu-4M", "sum-16M", "transpose-2048", "embedding-gather", "adam-10M", "peak",
            "peak-24M", "peak-32M", "peak-64M",
            "conv3x3-64c-56-cold", "conv3x3-256c-14-cold", "conv7x7s2-3-64-224-cold", "conv1x1-256-1024-14-cold", "depthwise3x3-144-56-cold",
            .. new[] { "3x3-64c-56", "3x3-256c-14", "7x7s2-3-64-224", "1x1-256-1024-14", "depthwise3x3-144-56", "3x3-512c-2-b16", "3x3s2-128-256-8-b16",
                "grouped3x3-128-28-b8", "dilated3x3-64c-28-b8", "transposed4x4s2-128-64-14-b8" }
                .SelectMany(shape => new[] { $"conv-backward-data-{shape}", $"conv-backward-weight-{shape}" }),
            "attention-backward", "attention-one-query", "lstm-classifier", "gan-mnist",
            "small-add", "small-add-tape", "mlp-infer-b1", "convnet-infer-b1", "resnet18-infer-b1",
            "resnet50-infer-b1", "resnet50-infer-b8", "mobilenetv2-infer-b1", "vgg16-infer-b1", "mobilenetv2-head",
        ], ignoreOrder: true);

        var line = FlintProcess.Lines(flint.Run("bench", "--workload", "keras-dense", "--seconds", "0.1").Output).ShouldHaveSingleItem();
        line.GetProperty("params").GetInt64().ShouldBe(101_770);
        line.GetProperty("steps").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
        foreach (var field in new[] { "workload", "impl", "threads", "samples_per_s", "step_ms_median", "step_ms_p10", "step_ms_p90", "step_ms_p99", "step_ms_min", "peak_rss_mb", "runtime_rss_mb", "unit", "loss", "gc_share" })
            line.TryGetProperty(field, out _).ShouldBeTrue(field);
        var kernel = FlintProcess.Lines(flint.Run("bench", "--workload", "gemm-576", "--seconds", "0.05").Output).ShouldHaveSingleItem();
        foreach (var measured in new[] { line, kernel })
            foreach (var field in new[] { "gflops", "floor_ms", "share_of_floor" }) measured.GetProperty(field).GetDouble().ShouldBeGreaterThan(0, field);
        kernel.GetProperty("bound_by").GetString().ShouldBe("fma");
    }
}

using Flint.Imaging;

namespace Flint.Cli.Tests;

/// <summary>What cannot work ends with code 1 and one paragraph on stderr.</summary>
public sealed class BadInputTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    string Fails(params string[] arguments)
    {
        var (code, _, error) = flint.Run(arguments);
        code.ShouldBe(1, error);
        error.Trim().ShouldNotContain("\n");
        error.ShouldStartWith("flint: ");
        error.ShouldNotStartWith("flint: unexpected");
        return error;
    }

    void Trained(params string[] more) => flint.Run(["train", "digits-mlp", "--epochs", "1", "--out", "run", .. more]).ExitCode.ShouldBe(0);

    string InRun(string name) => Path.Combine(flint.Folder["run"], name);

    [Fact]
    public void ARunFolderThatCannotBeMade()
    {
        File.WriteAllText(flint.Folder["file"], "");
        Fails("train", "digits-mlp", "--out", "file/run").ShouldContain("--out");
        Fails("train", "digits-mlp", "--out", "/proc/run").ShouldContain("/proc/run");
    }

    [Fact]
    public void ARunFolderThatIsTaken()
    {
        Trained();
        Fails("train", "digits-mlp", "--out", "run").ShouldContain("--resume run");
    }

    [Fact]
    public void RunsThatAreNone()
    {
        Directory.CreateDirectory(flint.Folder["empty"]);
        Fails("eval", "nowhere").ShouldContain("There is no run folder");
        Fails("eval", "empty").ShouldContain("no config.json");
        Fails("train", "--resume", "empty").ShouldContain("no config.json");
        Fails("predict", "nowhere", "x.png").ShouldContain("There is no run folder");
    }

    [Fact]
    public void DataThatIsNotThere()
    {
        var error = Fails("train", "mnist-convnet", "--data", "nowhere");
        error.ShouldContain("'nowhere' was not found");
        error.ShouldContain("Name the folder with --data DIR");
    }

    [Fact]
    public void DamagedIdxFiles()
    {
        string Trained(string damaged, byte[] bytes)
        {
            var folder = Directory.CreateDirectory(flint.Folder["idx"]).FullName;
            foreach (var file in Directory.GetFiles(Testing.Repository.Path("data/mnist"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            File.WriteAllBytes(Path.Combine(folder, damaged), bytes);
            var error = Fails("train", "mnist-convnet", "--data", "idx", "--out", "run");
            error.ShouldContain(damaged);
            flint.Folder.Names.ShouldNotContain("run");
            return error;
        }
        const string Images = "t10k-images-idx3-ubyte.gz", Labels = "t10k-labels-idx1-ubyte.gz";
        var labels = File.ReadAllBytes(Path.Combine(Testing.Repository.Path("data/mnist"), Labels));
        Trained(Labels, labels[..(labels.Length / 2)]);
        Trained(Labels, "no labels at all"u8.ToArray()).ShouldContain("magic number");
        Trained(Images, labels).ShouldContain("does not hold images");
        Trained(Labels, [0, 0, 8, 1, 0, 0, 0, 2, 3, 4]).ShouldContain("10000 images, but");
    }

    [Fact]
    public void ANumberOfThreadsThatIsNone()
    {
        var process = flint.Start(["info"], ("FLINT_THREADS", "many"));
        var (code, output, error) = FlintProcess.Finish(process);
        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("FLINT_THREADS must be a whole number");
    }

    [Fact]
    public void AHopelessLearningRate()
    {
        var error = Fails("train", "digits-mlp", "--lr", "1e30", "--out", "run");
        error.ShouldContain("the loss is");
        error.ShouldContain("lower learning rate");
    }

    [Fact]
    public void WeightsOfAnotherModel()
    {
        Trained();
        var other = new Recipes.MnistConvNet().Model(10).Module;
        other.Save(InRun("best.safetensors"));
        var error = Fails("eval", "run");
        error.ShouldContain("best.safetensors");
        error.ShouldContain("conv1.weight");
        Fails("eval", "run", "--weights", "nowhere.safetensors").ShouldContain("nowhere.safetensors");
    }

    [Fact]
    public void ACheckpointOfAnotherModel()
    {
        Trained();
        File.WriteAllText(InRun("config.json"), File.ReadAllText(InRun("config.json")).Replace("digits-mlp", "mnist-convnet").Replace("optdigits", "mnist"));
        Fails("train", "--resume", "run").ShouldContain("state.safetensors");
        var (code, _, error) = flint.Run("train", "digits-mlp", "--resume", "run");
        code.ShouldBe(2);
        error.ShouldContain("run of mnist-convnet");
    }

    [Fact]
    public void DamagedFilesOfARun()
    {
        Trained();
        var state = File.ReadAllBytes(InRun("state.safetensors"));
        File.WriteAllBytes(InRun("state.safetensors"), state[..(state.Length / 2)]);
        Fails("train", "--resume", "run").ShouldContain("state.safetensors");
        File.Delete(InRun("state.safetensors"));
        Fails("train", "--resume", "run").ShouldContain("no state.safetensors");
        File.WriteAllText(InRun("best.safetensors"), "not safetensors");
        Fails("eval", "run").ShouldContain("best.safetensors");
        File.WriteAllText(InRun("config.json"), File.ReadAllText(InRun("config.json")).Replace("\"schema\": 1", "\"schema\": 2"));
        Fails("eval", "run").ShouldContain("schema 2");
    }

    [Theory]
    [InlineData("state.safetensors")]
    [InlineData("model.safetensors")]
    [InlineData("best.safetensors")]
    [InlineData("metrics.jsonl")]
    public void AFullDisk(string file)
    {
        if (!OperatingSystem.IsLinux()) return;
        // Every write to /dev/full ends in "no space left on device".
        Directory.CreateDirectory(flint.Folder["run"]);
        File.CreateSymbolicLink(InRun(file), "/dev/full");
        var error = Fails("train", "digits-mlp", "--out", "run");
        error.ShouldContain(file);
        error.ShouldContain("disk is full");
        Directory.GetFiles(flint.Folder["run"], "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void PicturesThatAreNone()
    {
        Trained();
        File.WriteAllText(flint.Folder["text.png"], "no picture");
        var png = Png.Encode(new Image(5, 5, 1));
        File.WriteAllBytes(flint.Folder["cut.png"], png[..(png.Length / 2)]);
        Fails("predict", "run", "nowhere.png").ShouldContain("nowhere.png");
        Fails("predict", "run", "text.png").ShouldContain("text.png");
        Fails("predict", "run", "cut.png").ShouldContain("cut.png");
    }
}

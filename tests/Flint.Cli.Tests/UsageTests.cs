namespace Flint.Cli.Tests;

/// <summary>Wrong usage ends with code 2, says what was meant and what there is, and shows no stack trace.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("train mnist-convnt", "Did you mean 'mnist-convnet'?", "digits-mlp")]
    [InlineData("train", "needs a recipe", "mnist-convnet")]
    [InlineData("train digits-mlp --epoch 3", "Did you mean '--epochs'?", "--batch-size")]
    [InlineData("train digits-mlp --epochs 0", "--epochs must be a whole number of 1 or more", "--help")]
    [InlineData("train digits-mlp --epochs -1", "--epochs must be a whole number of 1 or more", "--help")]
    [InlineData("train digits-mlp --threads 0", "--threads must be a whole number of 1 or more", "--help")]
    [InlineData("train digits-mlp --epochs three", "three", "--help")]
    [InlineData("train digits-mlp --lr much", "much", "--help")]
    [InlineData("train digits-mlp --lr -1", "--lr must be a positive number", "--help")]
    [InlineData("train --resume x --lr 0.1", "--lr cannot be given with --resume", "")]
    [InlineData("trian digits-mlp", "Did you mean 'train'?", "recipes")]
    [InlineData("train nothing-like-it", "There is no recipe 'nothing-like-it'", "mnist-convnet")]
    [InlineData("data", "'flint data' needs a command", "flint data --help")]
    [InlineData("data gat", "Did you mean 'get'?", "flint data --help")]
    [InlineData("predict", "input", "--help")]
    [InlineData("bench --workload gem-576", "Did you mean 'gemm-576'?", "--list")]
    [InlineData("bench", "--workload", "--list")]
    public void WrongUsageIsCodeTwo(string arguments, string said, string alsoSaid)
    {
        using var flint = new FlintProcess();
        var (code, output, error) = flint.Run(arguments.Split(' '));
        code.ShouldBe(2, error);
        output.ShouldBeEmpty();
        error.ShouldContain(said);
        error.ShouldContain(alsoSaid);
        error.ShouldNotContain("   at ");
        flint.Folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void AnErrorIsSaidOnce()
    {
        using var flint = new FlintProcess();
        string[] Said(params string[] arguments) =>
            [.. flint.Run(arguments).Error.Split('\n').Where(l => l.StartsWith("flint: ", StringComparison.Ordinal))];
        Said("trian", "digits-mlp", "--epochs", "3").ShouldHaveSingleItem();
        Said("train", "digits-mlp", "--nope", "3").ShouldHaveSingleItem().ShouldContain("'--nope'");
    }

    [Fact]
    public void AloneItShowsTheHelpAsWrongUsage()
    {
        using var flint = new FlintProcess();
        var (code, output, error) = flint.Run();
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldBe(flint.Run("--help").Output);
    }

    [Fact]
    public void HelpListsTheCommands()
    {
        using var flint = new FlintProcess();
        var (code, output, _) = flint.Run("--help");
        code.ShouldBe(0);
        foreach (var command in new[] { "train", "eval", "predict", "recipes", "models", "data", "info", "bench" }) output.ShouldContain(command);
    }

    [Fact]
    public void PredictExplainsHowPicturesArePrepared()
    {
        using var flint = new FlintProcess();
        flint.Run("predict", "--help").Output.ShouldContain("border is light");
    }
}

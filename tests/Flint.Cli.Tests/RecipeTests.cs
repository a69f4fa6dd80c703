using System.Text.Json;

namespace Flint.Cli.Tests;

/// <summary>The recipes on sounds, tables and series, and the study of overfitting, from end to end on few epochs.</summary>
public sealed class RecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void SpokenDigitsAreRecognised()
    {
        var data = FlintProcess.RealData("fsdd");
        var lines = flint.Lines(data, "train", "bigmodel-mlp", "--epochs", "8", "--json", "--out", "run");
        lines.Count.ShouldBe(9);
        var accuracy = lines[^1].GetProperty("test").GetProperty("accuracy").GetDouble();
        accuracy.ShouldBeInRange(0.90, 0.999);
        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(300); // recordings 0 to 4 of 10 digits by 6 speakers
        eval.GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBe(accuracy);

        string[] recordings = [.. Enumerable.Range(0, 10).Select(d => Path.Combine(data, "fsdd", "recordings", $"{d}_theo_0.wav"))];
        var answers = flint.Lines(data, ["predict", "run", "--json", .. recordings]);
        Enumerable.Range(0, 10).Count(d => answers[d].GetProperty("label").GetString() == $"{d}").ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void TablesWithGapsAreCrossValidated()
    {
        var data = FlintProcess.RealData("tabular");
        var lines = flint.Lines(data, "train", "titanic-mlp", "--epochs", "3", "--json", "--out", "run");
        lines.Count.ShouldBe(8 * 10 + 2);
        lines[0].GetProperty("part").GetString().ShouldBe("drop rows, fold 1");
        lines.Take(80).Count(l => l.GetProperty("metrics").GetProperty("accuracy").GetDouble() > 0.6).ShouldBeGreaterThan(60);
        var test = lines[^1].GetProperty("test");
        test.GetProperty("accuracy").GetDouble().ShouldBeInRange(0.76, 0.90);
        test.GetProperty("accuracy_std").GetDouble().ShouldBeInRange(0.001, 0.10);

        // The final model is measured again on the rows it has not seen, and answers for single rows, gaps included.
        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(179);
        eval.GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBe(test.GetProperty("final_accuracy").GetDouble());
        File.WriteAllText(flint.Folder["rows.csv"], "pclass,sex,age,sibsp,parch,fare,embarked,deck\n1,female,,0,0,80,C,B\n3,male,25,0,0,8,S,\n");
        var rows = flint.Lines(data, "predict", "run", "rows.csv", "--json");
        rows.Select(r => r.GetProperty("label").GetString()).ShouldBe(["survived", "died"]);
        File.WriteAllText(flint.Folder["wrong.csv"], "pclass,sex\n1,female\n");
        var (code, _, error) = flint.Run(data, ["predict", "run", "wrong.csv"]);
        (code, error).ShouldBe((1, "flint: The table has no column 'age': it has pclass, sex.\n"));
        File.ReadAllText(Path.Combine(flint.Folder["run"], "results.md")).ShouldContain("| most frequent  |");
    }

    [Fact]
    public void ForecastsBeatTheNaiveOnes()
    {
        var data = FlintProcess.RealData("timeseries");
        var test = flint.Lines(data, "train", "forecast", "--epochs", "2", "--json", "--out", "run")[^1].GetProperty("test");
        test.GetProperty("mae").GetDouble().ShouldBeLessThan(Math.Min(test.GetProperty("naive_mae").GetDouble(), test.GetProperty("seasonal_naive_mae").GetDouble()));
        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("loss").GetDouble().ShouldBeInRange(0.001, 1);
        eval.GetProperty("metrics").GetProperty("mean_absolute_error").GetDouble().ShouldBe(test.GetProperty("mae").GetDouble(), 1e-9);
        // Another file of the same column: its last fifth of 6,000 hours, 24 ahead.
        var other = flint.Folder["half.csv"];
        File.WriteAllLines(other, ReadGzip(Path.Combine(data, "timeseries", "ETTh1.csv.gz")).Take(6001));
        flint.Lines(data, "eval", "run", "--data", other, "--json").ShouldHaveSingleItem().GetProperty("n").GetInt32().ShouldBe(1200 - 24 + 1);
        File.Exists(Path.Combine(flint.Folder["run"], "forecast.png")).ShouldBeTrue();

        var months = flint.Lines(data, "train", "forecast", "--data", "airline-passengers", "--json", "--out", "months")[^1].GetProperty("test");
        months.GetProperty("mae").GetDouble().ShouldBeLessThan(months.GetProperty("seasonal_naive_mae").GetDouble());
        var next = flint.Lines(data, "predict", "months", Path.Combine(data, "timeseries", "airline-passengers.csv"), "--json").ShouldHaveSingleItem();
        next.GetProperty("unit").GetString().ShouldBe("Passengers");
        var values = next.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        values.Length.ShouldBe(12);
        values.ShouldAllBe(v => v > 350 && v < 900); // 1961, after a year from 390 to 622
        Array.IndexOf(values, values.Max()).ShouldBeInRange(5, 8); // the summer
    }

    [Fact]
    public void AStudyGoesOnWithTheFirstTrainingThatWasNotComplete()
    {
        var whole = FlintProcess.Lines(flint.Run("train", "overfit-study", "--epochs", "2", "--json", "--out", "run").Output);
        whole.Select(Part).ShouldBe(["nothing", "L1", "L2", "dropout", "early stopping", "augmentation", null]);
        var parts = Path.Combine(flint.Folder["run"], "parts");
        var kept = File.ReadAllBytes(Path.Combine(parts, "L1.safetensors"));
        var lost = File.ReadAllBytes(Path.Combine(parts, "augmentation.safetensors"));
        File.Delete(Path.Combine(parts, "augmentation.jsonl"));
        File.Delete(Path.Combine(parts, "augmentation.safetensors"));
        File.Delete(Path.Combine(flint.Folder["run"], "results.md"));

        var resumed = FlintProcess.Lines(flint.Run("train", "--resume", "run", "--json").Output);
        resumed[^1].GetProperty("test").ToString().ShouldBe(whole[^1].GetProperty("test").ToString());
        File.ReadAllBytes(Path.Combine(parts, "L1.safetensors")).ShouldBe(kept);
        File.ReadAllBytes(Path.Combine(parts, "augmentation.safetensors")).ShouldBe(lost);
        foreach (var file in new[] { "overfitting.png", "overfitting.svg", "results.md", "best.safetensors" }) File.Exists(Path.Combine(flint.Folder["run"], file)).ShouldBeTrue(file);
        flint.Run("train", "--resume", "run").Error.ShouldContain("is complete: nothing is left to do");
    }

    [Fact]
    public void WhatARecipeCannotReadIsSaid()
    {
        flint.Run("train", "forecast", "--data", "weather").Error.ShouldBe(
            "flint: There is no series 'weather' to forecast: use etth1, airline-passengers, daily-min-temperatures.\n");
        flint.Run("train", "titanic-mlp", "--data", "nothing.csv").Error.ShouldContain("use titanic, horse-colic, pima, adult, or a CSV file with a header");
        flint.Run("train", "bigmodel-mlp").Error.ShouldContain("There are no recordings DIGIT_SPEAKER_INDEX.wav");
        File.WriteAllText(flint.Folder["two.csv"], "x,class\n1,a\n2,b\n3,a\n");
        var (code, _, error) = flint.Run("train", "titanic-mlp", "--data", "two.csv");
        code.ShouldBe(1);
        error.ShouldContain("StratifiedKFold cannot put each class into 10 folds: class '1' has 1 examples.");
    }

    [Fact]
    public void AFolderThatHappensToHaveTheNameOfTheDataIsNotTakenForThem()
    {
        Directory.CreateDirectory(flint.Folder["optdigits"]);
        flint.Run("train", "digits-mlp", "--epochs", "1").ExitCode.ShouldBe(0);
        flint.Run("train", "digits-mlp", "--epochs", "1", "--data", "optdigits").Error.ShouldContain(Path.Combine(flint.Folder.Path, "optdigits"));
    }

    static IEnumerable<string> ReadGzip(string path)
    {
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    static string? Part(JsonElement line) => line.TryGetProperty("part", out var part) ? part.GetString() : null;
}

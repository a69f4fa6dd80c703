using System.Diagnostics;
using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

public class SafetensorsKillTests
{
    const string ChildVariable = "FLINT_TEST_SAVES_TO";

    [Fact]
    public void A_process_killed_while_saving_leaves_a_whole_file()
    {
        using var folder = new TempFolder();
        var path = folder["model.safetensors"];
        Save(path, 0);
        var seen = new HashSet<float>();
        for (var round = 0; round < 4; round++)
        {
            using var child = Start(path);
            // Wait until it saves, then kill it wherever it happens to be.
            var first = File.GetLastWriteTimeUtc(path);
            while (File.GetLastWriteTimeUtc(path) == first && !child.HasExited) Thread.Sleep(1);
            child.HasExited.ShouldBeFalse("the child ended before it was killed");
            Thread.Sleep(7 * round);
            child.Kill();
            child.WaitForExit();
            var weights = Safetensors.Load(path)["w"].ToArray<float>();
            weights.ShouldAllBe(w => w == weights[0]);
            seen.Add(weights[0]);
        }
        seen.Count.ShouldBeGreaterThan(1);
    }

    [Fact(Explicit = true)]
    public void Child_saves_until_killed()
    {
        var path = Environment.GetEnvironmentVariable(ChildVariable)!;
        for (var i = Environment.ProcessId * 1000; ; i++) Save(path, i);
    }

    static void Save(string path, float value)
    {
        var values = new float[1 << 18];
        values.AsSpan().Fill(value);
        Safetensors.Save(path, [KeyValuePair.Create("w", Tensor.Wrap(values, [values.Length]))]);
    }

    static Process Start(string path)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(SafetensorsKillTests).Assembly.Location, "--explicit", "only", "--filter-method", $"*.{nameof(Child_saves_until_killed)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ChildVariable] = path;
        return Process.Start(start)!;
    }
}

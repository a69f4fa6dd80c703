using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Flint.IO;
using Flint.Testing;

namespace Flint.Cli.Tests.Repository;

/// <summary>A program that trains can be handed out: self-contained, trimmed and compiled ahead of time.</summary>
public sealed partial class PublishTests
{
    [Fact]
    public void ATrimmedProgramTrains()
    {
        using var folder = new TempFolder();
        // Everything that is built goes into the folder: the repository's own obj folders are in use by other builds.
        var (code, output) = ChildProcess.Run("dotnet",
            ["publish", Testing.Repository.Path("examples", "digits.cs"), "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true",
                "--artifacts-path", folder["build"], "-o", folder["out"]]);
        if (code != 0 && NotRestored().Match(output) is { Success: true } missing)
            Assert.Skip($"The packages that a self-contained program is made of cannot be restored here: {missing.Value}");
        code.ShouldBe(0, output);
        Warning().Matches(output).Select(m => m.Value).ShouldBeEmpty(); // IL2xxx: code that trimming may break

        var data = new Dictionary<string, string> { ["FLINT_DATA"] = Testing.Repository.Path("data"), ["DOTNET_ROOT"] = folder.Path };
        var program = Path.Combine(folder["out"], OperatingSystem.IsWindows() ? "digits.exe" : "digits");
        (code, output) = ChildProcess.Run(program, [], data, folder.Path);
        code.ShouldBe(0, output);
        var accuracy = Percent().Matches(output).Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        accuracy.Length.ShouldBe(5, output);
        accuracy[^1].ShouldBeGreaterThan(90, output);
        // Names come from the fields by reflection, which trimming must have kept.
        Safetensors.Load(folder["digits.safetensors"]).Keys.Order().ShouldBe(["hidden.bias", "hidden.weight", "output.bias", "output.weight"]);

        Names(folder["out"]).ShouldNotContain("Flint.Imaging.dll", "what the program does not use is left out");
        IsCompiled(Path.Combine(folder["out"], "Flint.dll")).ShouldBeTrue();
        IsCompiled(typeof(Tensor).Assembly.Location).ShouldBeFalse();
    }

    static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file));

    /// <summary>Whether an assembly holds machine code (ReadyToRun).</summary>
    static bool IsCompiled(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    [GeneratedRegex("error (NU1100|NU1101|NU1102|NU1301|NETSDK1094|NETSDK1112)[^\n]*")]
    private static partial Regex NotRestored();

    [GeneratedRegex("[^\n]*: warning [^\n]*")]
    private static partial Regex Warning();

    [GeneratedRegex(@"epoch \d: ([\d.]+)\s?% of the test images")]
    private static partial Regex Percent();
}

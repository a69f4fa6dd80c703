using System.Runtime.Intrinsics;
using Flint.Testing;

namespace Flint.Imaging.Tests;

/// <summary>The tests of JPEG and of the fixtures again, in child processes with narrower vectors and without any.</summary>
public sealed class PictureWidthTests
{
    const string Variable = "FLINT_TESTS_WIDEST_VECTOR";

    [Theory]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void Pixels_are_the_same_with_narrower_vectors(string variable, int widest)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return;
        string[] filters = ["--filter-class", typeof(JpegTests).FullName!, typeof(PictureFixtureTests).FullName!, typeof(PictureWidthTests).FullName!, "--minimum-expected-tests", "50"];
        var (exitCode, output) = ChildProcess.Run(Environment.ProcessPath!, filters, new Dictionary<string, string> { [variable] = "0", [Variable] = $"{widest}" });
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public void Vectors_are_no_wider_than_asked_for()
    {
        var allowed = Environment.GetEnvironmentVariable(Variable) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 512;
        (Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0).ShouldBeLessThanOrEqualTo(allowed);
    }
}

using System.Runtime.Intrinsics;
using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>
/// The tests of operations and kernels again, in child processes of this very test program, with narrower vectors. (This
/// process itself runs the widest that the processor has.)
/// </summary>
public sealed class VectorWidthTests
{
    // Everything that computes with lanes; what is not listed does not depend on the width of vectors.
    static readonly string[] Filters =
    [
        "--filter-namespace", "Flint.Tests.Ops", "Flint.Tests.Kernels", "Flint.Tests.Kernels.*",
        "--filter-not-class", "Flint.Tests.Ops.VectorWidthTests", "Flint.Tests.Ops.OpErrorTests", "Flint.Tests.Ops.OpThreadTests",
        "Flint.Tests.Ops.OpSecondOrderTests", "Flint.Tests.Ops.OpInPlaceTests",
        // Who gets a gradient, and where operands lie, is decided before any lane; values and first gradients run again.
        "--filter-not-method", "*.FlowsOnlyToInputsThatAsk", "*.GivesResultsWithoutGradient", "*.MatchesCentralDifferencesOfStridedInputs",
        "--minimum-expected-tests", "200",
    ];

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 256)]
    [InlineData("DOTNET_EnableAVX2", "0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 0)]
    public void PassesWithNarrowerVectors(string variable, string value, int widest)
    {
        if (WidthTests.IsChild) return;
        Dictionary<string, string> environment = new()
        {
            [variable] = value,
            [WidthTests.Variable] = widest.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (variable == "DOTNET_EnableAVX512") environment["DOTNET_EnableAVX512F"] = value; // the name before .NET 10
        var (exitCode, output) = ChildProcess.Run(Environment.ProcessPath!, Filters, environment);
        exitCode.ShouldBe(0, output);
    }
}

/// <summary>Checks inside a child that the runtime did what the variables asked for.</summary>
public sealed class WidthTests
{
    internal const string Variable = "FLINT_TESTS_WIDEST_VECTOR";

    internal static bool IsChild => Environment.GetEnvironmentVariable(Variable) is not null;

    [Fact]
    public void VectorsAreNoWiderThanAskedFor()
    {
        var widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        var allowed = Environment.GetEnvironmentVariable(Variable) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 512;
        widest.ShouldBeLessThanOrEqualTo(allowed);
    }
}

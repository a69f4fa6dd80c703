namespace Flint.Tests.Kernels.Elements;

public sealed class SpecialMathTests
{
    /// <summary>By reflection, psi1(x) + psi1(1 - x) = (pi / sin(pi x))^2, and psi2(x) - psi2(1 - x) = 0 half way between whole numbers; far out it must not walk there.</summary>
    [Theory]
    [InlineData(-32.5)]
    [InlineData(-1000.5)]
    [InlineData(-1e9 + 0.5)]
    public void PolygammaFarBelowZeroFollowsTheReflection(double x)
    {
        var points = Tensor.From<double>([x, 1 - x]);
        var first = points.Polygamma(1).ToArray<double>();
        (first[0] + first[1]).ShouldBe(Math.PI * Math.PI, 1e-12);
        var second = points.Polygamma(2).ToArray<double>();
        second[0].ShouldBe(second[1], 1e-12);
    }
}

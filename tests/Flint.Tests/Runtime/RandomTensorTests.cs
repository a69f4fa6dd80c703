namespace Flint.Tests.Runtime;

public sealed class RandomTensorTests
{
    const int N = 200_000;

    /// <summary>The Kolmogorov-Smirnov distance to a distribution; below 1.95 / sqrt(n) in all but 0.1% of honest samples.</summary>
    static double Distance(double[] sample, Func<double, double> cdf)
    {
        Array.Sort(sample);
        var worst = 0.0;
        for (var i = 0; i < sample.Length; i++)
        {
            var f = cdf(sample[i]);
            worst = Math.Max(worst, Math.Max(f - (double)i / sample.Length, (i + 1.0) / sample.Length - f));
        }
        return worst;
    }

    static double NormalCdf(double z)
    {
        // Simpson's rule on the density: slow, but free of any code under test.
        const int Steps = 200;
        var h = z / Steps;
        var sum = 1 + Math.Exp(-z * z / 2);
        for (var i = 1; i < Steps; i++) sum += (i % 2 == 0 ? 2 : 4) * Math.Exp(-(i * h) * (i * h) / 2);
        return 0.5 + sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }

    static double[] Values(Tensor x) => x.DType == DType.Float64
        ? x.ToArray<double>()
        : Array.ConvertAll(x.ToArray<float>(), v => (double)v);

    static (double Mean, double Variance, double Skew, double Kurtosis) Moments(double[] x)
    {
        var mean = x.Average();
        double Central(int k) => x.Average(v => Math.Pow(v - mean, k));
        var variance = Central(2);
        return (mean, variance, Central(3) / Math.Pow(variance, 1.5), Central(4) / (variance * variance));
    }

    [Theory]
    [InlineData(DType.Float32), InlineData(DType.Float64)]
    public void UniformFillsTheIntervalEvenly(DType dtype)
    {
        var x = Values(Tensor.Uniform([N], -2, 6, dtype, new(1)));
        x.Min().ShouldBeInRange(-2, -1.999);
        x.Max().ShouldBeInRange(5.999, Math.BitDecrement(6.0));
        Distance(x, v => (v + 2) / 8).ShouldBeLessThan(1.95 / Math.Sqrt(N));
        var (mean, variance, _, kurtosis) = Moments(x);
        mean.ShouldBe(2, 4 * Math.Sqrt(64 / 12.0 / N));
        variance.ShouldBe(64 / 12.0, 0.05);
        kurtosis.ShouldBe(1.8, 0.02);
    }

    [Theory]
    [InlineData(DType.Float32), InlineData(DType.Float64)]
    public void NormalHasItsMomentsAndItsShape(DType dtype)
    {
        var x = Values(Tensor.Normal([N], 3, 2, dtype, new(2)));
        var (mean, variance, skew, kurtosis) = Moments(x);
        mean.ShouldBe(3, 4 * 2 / Math.Sqrt(N));
        variance.ShouldBe(4, 4 * 4 * Math.Sqrt(2.0 / N));
        skew.ShouldBe(0, 4 * Math.Sqrt(6.0 / N));
        kurtosis.ShouldBe(3, 4 * Math.Sqrt(24.0 / N));
        Distance(x, v => NormalCdf((v - 3) / 2)).ShouldBeLessThan(1.95 / Math.Sqrt(N));
    }

    [Fact]
    public void NormalHasTailsOnBothSides()
    {
        var x = Values(Tensor.RandN([N], generator: new(3)));
        // 31.7, 4.55 and 0.27 percent lie beyond 1, 2 and 3 standard deviations.
        foreach (var (z, share) in new[] { (1.0, 0.31731), (2.0, 0.04550), (3.0, 0.0026998) })
        {
            var deviation = 4 * Math.Sqrt(share / 2 / N);
            (x.Count(v => v > z) / (double)N).ShouldBe(share / 2, deviation);
            (x.Count(v => v < -z) / (double)N).ShouldBe(share / 2, deviation);
        }
    }

    [Fact]
    public void NeighboursAreUncorrelated()
    {
        var x = Values(Tensor.RandN([N], generator: new(4)));
        foreach (var lag in new[] { 1, 2, 8, 16, 32, 64 })
        {
            var sum = 0.0;
            for (var i = 0; i + lag < N; i++) sum += x[i] * x[i + lag];
            (sum / (N - lag)).ShouldBe(0, 4 / Math.Sqrt(N));
        }
    }

    [Theory]
    [InlineData(DType.Float32), InlineData(DType.UInt8), InlineData(DType.Int64)]
    public void BernoulliGivesOnesAtItsRate(DType dtype)
    {
        foreach (var p in new[] { 0.0, 0.1, 0.5, 1.0 })
        {
            var x = Values(Tensor.Bernoulli([N], p, dtype, new(5)).To(DType.Float64));
            x.ShouldAllBe(v => v == 0 || v == 1);
            x.Average().ShouldBe(p, 1e-12 + 4 * Math.Sqrt(p * (1 - p) / N));
        }
    }

    [Theory]
    [InlineData(DType.Int64), InlineData(DType.Int32), InlineData(DType.Float32)]
    public void RandIntCoversItsRangeEvenly(DType dtype)
    {
        var x = Tensor.RandInt(-3, 7, [N], dtype, new(6)).To(DType.Int64).ToArray<long>();
        var counts = Enumerable.Range(-3, 10).Select(v => x.Count(y => y == v)).ToArray();
        counts.Sum().ShouldBe(N);
        // Chi-squared with 9 degrees of freedom: 27.9 at 0.1%.
        counts.Sum(c => Math.Pow(c - N / 10.0, 2) / (N / 10.0)).ShouldBeLessThan(27.9);
    }

    [Fact]
    public void RandIntReachesBothEndsOfInt64()
    {
        var x = Tensor.RandInt(long.MinValue, long.MaxValue, [1000], generator: new(7)).ToArray<long>();
        x.Count(v => v < 0).ShouldBeInRange(400, 600);
        x.Max().ShouldBeGreaterThan(long.MaxValue / 100 * 95);
    }

    [Fact]
    public void RandPermIsAPermutationAndEveryOrderIsEquallyLikely()
    {
        Tensor.RandPerm(1000, new(8)).ToArray<long>().Order().ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
        Tensor.RandPerm(0, new(8)).Count.ShouldBe(0);
        var generator = new Generator(9);
        var counts = new Dictionary<string, int>();
        const int Rounds = 24_000;
        for (var i = 0; i < Rounds; i++)
        {
            var key = string.Join(",", Tensor.RandPerm(4, generator).ToArray<long>());
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        counts.Count.ShouldBe(24);
        // 23 degrees of freedom: 49.7 at 0.1%.
        counts.Values.Sum(c => Math.Pow(c - Rounds / 24.0, 2) / (Rounds / 24.0)).ShouldBeLessThan(49.7);
    }

    [Fact]
    public void AShorterDrawIsAPrefixOfALongerOne()
    {
        var whole = Tensor.RandN([1000], generator: new(10)).ToArray<float>();
        foreach (var n in new[] { 1, 63, 64, 65, 999 })
            Tensor.RandN([n], generator: new(10)).ToArray<float>().ShouldBe(whole[..n]);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Should.Throw<ArgumentException>(() => Tensor.Uniform([2], 1, 0)).Message.ShouldContain("low <= high, but got 1 and 0");
        Should.Throw<ArgumentException>(() => Tensor.Normal([2], 0, -1)).Message.ShouldContain("but got -1");
        Should.Throw<ArgumentException>(() => Tensor.Bernoulli([2], 1.5)).Message.ShouldContain("from 0 to 1, but got 1.5");
        Should.Throw<ArgumentException>(() => Tensor.RandInt(3, 3, [2])).Message.ShouldContain("low < high, but got 3 and 3");
        Should.Throw<ArgumentException>(() => Tensor.RandInt(0, 300, [2], DType.UInt8)).Message.ShouldContain("from 0 to 255");
        Should.Throw<DTypeException>(() => Tensor.Rand([2], DType.Int64)).Message.ShouldContain("makes floating tensors, not Int64");
        Should.Throw<ArgumentOutOfRangeException>(() => Tensor.RandPerm(-1));
    }
}

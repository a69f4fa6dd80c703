using BenchmarkDotNet.Attributes;

namespace Flint.Benchmarks;

/// <summary>A million random numbers into memory of the pool.</summary>
public class RandomBenchmarks
{
    readonly Generator generator = new(1);

    [GlobalSetup]
    public void Setup() => Threads.Count = 1;

    [Benchmark]
    public void Uniform() => Tensor.Rand([1 << 20], generator: generator).Storage.Release();

    [Benchmark]
    public void Normal() => Tensor.RandN([1 << 20], generator: generator).Storage.Release();

    [Benchmark]
    public void Bernoulli() => Tensor.Bernoulli([1 << 20], 0.5, DType.UInt8, generator).Storage.Release();
}

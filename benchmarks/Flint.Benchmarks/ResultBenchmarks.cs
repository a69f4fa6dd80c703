using BenchmarkDotNet.Attributes;

namespace Flint.Benchmarks;

/// <summary>Large results that a bare loop without a tape drops: what sweeps take of it, and the most that gathers, stand in the report at the end.</summary>
public class ResultBenchmarks
{
    Tensor x = Tensor.Zeros([1]);

    [Params(1, 4, 16, 64)]
    public int MiB { get; set; }

    [GlobalSetup]
    public void Setup() => x = Tensor.RandN([MiB << 8, 1024]);

    [GlobalCleanup]
    public void Cleanup() => Console.WriteLine(Memory.Report());

    [Benchmark(Baseline = true)]
    public void Scope()
    {
        using var inference = new InferenceMode();
        x.Softmax(-1);
    }

    [Benchmark]
    public void NoGrad()
    {
        using var noGrad = new NoGrad();
        x.Softmax(-1);
    }
}

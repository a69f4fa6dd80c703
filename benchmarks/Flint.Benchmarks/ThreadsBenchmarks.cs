using BenchmarkDotNet.Attributes;

namespace Flint.Benchmarks;

/// <summary>Two pieces of work on one and two threads: the difference to half the time is the cost of handing out.</summary>
public unsafe class ThreadsBenchmarks
{
    /// <summary>Dependent multiplications per piece, about 1.3 ns each.</summary>
    [Params(0, 1_000, 5_000, 20_000)]
    public int Work { get; set; }

    [Params(1, 2)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup() => Threads.Count = Count;

    [Benchmark]
    public long For()
    {
        var results = stackalloc long[64];
        var body = new Chain(results, Work);
        Threads.For(2, 1, ref body);
        return results[0] + results[32];
    }

    readonly struct Chain(long* results, int work) : IRangeBody
    {
        public void Run(long start, long end)
        {
            long x = start + 1;
            for (var i = 0; i < work; i++) x = x * 3 + 1;
            results[start * 32] = x;
        }
    }
}

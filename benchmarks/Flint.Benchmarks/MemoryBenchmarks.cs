using BenchmarkDotNet.Attributes;

namespace Flint.Benchmarks;

/// <summary>What one storage costs, given back at once, against an array left to the garbage collector.</summary>
public class MemoryBenchmarks
{
    [Params(4, 256, 4096, 256 << 10, 1 << 20)]
    public int Bytes { get; set; }

    [Benchmark(Baseline = true)]
    public byte[] ManagedArray() => GC.AllocateUninitializedArray<byte>(Bytes);

    [Benchmark]
    public void AllocateAndRelease() => Storage.Allocate(Bytes).Release();
}

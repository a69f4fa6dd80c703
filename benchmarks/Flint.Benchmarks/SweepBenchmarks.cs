using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Flint.Benchmarks;

/// <summary>A step that drops 60 tensors of 1 MiB and ends with a boundary: the cost of finding them, beside a program with many objects.</summary>
public class SweepBenchmarks
{
    object[] program = [];
    Thread? churn;
    bool stop;

    /// <summary>Objects of the program that live on.</summary>
    [Params(0, 200_000)]
    public int Live { get; set; }

    /// <summary>Whether a second thread keeps replacing them.</summary>
    [Params(false, true)]
    public bool Churn { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        program = [.. Enumerable.Range(0, Math.Max(Live, 1)).Select(_ => new byte[32])];
        if (!Churn) return;
        churn = new Thread(() =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++) program[i * 7919L % program.Length] = new byte[32];
        });
        churn.Start();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        Volatile.Write(ref stop, true);
        churn?.Join();
        Console.WriteLine(Memory.Report());
    }

    [Benchmark]
    public void StepAndBoundary()
    {
        Step();
        Memory.StepBoundary();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Step()
    {
        for (var i = 0; i < 60; i++) _ = Tensor.Empty([1 << 18]);
    }
}

using Flint.Testing;

namespace Flint.Tests.Ops;

[CollectionDefinition(nameof(ThreadCountCollection), DisableParallelization = true)]
public sealed class ThreadCountCollection;

/// <summary>The number of threads changes no bit, of results or gradients. Alone, because it sets a process-wide count.</summary>
[Collection(nameof(ThreadCountCollection))]
public sealed class OpThreadTests
{
    public static TheoryData<string> All => [.. OpTable.Labels(row => row.Large is not null)];

    [Theory, MemberData(nameof(All))]
    public void GivesTheSameBitsAtAnyThreadCount(string label)
    {
        var row = OpTable.Row(label);
        var before = Threads.Count;
        try
        {
            var one = Run(row, threads: 1);
            foreach (var threads in (int[])[2, 3])
                foreach (var (actual, expected) in Run(row, threads).Zip(one))
                    Near.CheckSame(actual, expected, $"{row} at {threads} threads");
        }
        finally
        {
            Threads.Count = before;
        }
    }

    static NDArray[] Run(OpRow row, int threads)
    {
        Threads.Count = threads;
        var sample = row.Large!;
        var inputs = sample.Select((input, i) => Raw.Tensor(input.Sample(DType.Float32, i + 1), input.DType ?? DType.Float32)).ToArray();
        var results = row.Call(inputs).Select(Raw.Values).ToList();
        if (row.Differentiable) results.AddRange(Gradients.Taped(row, inputs, sample).OfType<Tensor>().Select(Raw.Values));
        return [.. results];
    }
}

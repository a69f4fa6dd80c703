using Flint.Testing;
using Flint.Tests.Ops;

namespace Flint.Tests.Kernels.Elements;

/// <summary>Shapes that are cut in pieces in every way. Alone, because it sets a process-wide count.</summary>
[Collection(nameof(ThreadCountCollection))]
public sealed class ElementThreadTests
{
    [Theory]
    [InlineData(new[] { 200_003 })]
    [InlineData(new[] { 301, 701 })]
    [InlineData(new[] { 3, 70_001 })]
    [InlineData(new[] { 70_001, 3 })]
    public void GivesTheSameBitsAtAnyThreadCount(int[] shape)
    {
        var before = Threads.Count;
        try
        {
            var x = Raw.Tensor(NDArray.Build(shape, i => Math.Sin(i.Aggregate(1.0, (n, k) => n * 31 + k))), DType.Float32, Placement.Transposed);
            NDArray[]? first = null;
            foreach (var threads in (int[])[1, 2, 3])
            {
                Threads.Count = threads;
                NDArray[] results = [Raw.Values(x.Gelu()), Raw.Values(x.Sum()), Raw.Values(x.Sum(0)), Raw.Values(x.Sum(-1)), Raw.Values(x.Contiguous().Sum(0)), Raw.Values(x.Max())];
                first ??= results;
                foreach (var (a, b) in results.Zip(first)) Near.CheckSame(a, b, $"{threads} threads");
            }
        }
        finally
        {
            Threads.Count = before;
        }
    }
}

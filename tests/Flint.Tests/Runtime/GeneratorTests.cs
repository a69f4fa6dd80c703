namespace Flint.Tests.Runtime;

[Collection("Threads.Count")]
public sealed class GeneratorTests
{
    [Fact]
    public void TheStateRepeatsWhatFollowed()
    {
        var generator = new Generator(7);
        _ = Tensor.Rand([100], generator: generator);
        var bytes = generator.State.ToBytes();
        var first = Tensor.RandN([300], generator: generator).ToArray<float>();
        var again = new Generator(GeneratorState.FromBytes(bytes));
        Tensor.RandN([300], generator: again).ToArray<float>().ShouldBe(first);
        again.State.ShouldBe(generator.State);
        Should.Throw<ArgumentException>(() => GeneratorState.FromBytes(new byte[15])).Message.ShouldContain("16 bytes, but 15");
    }

    [Fact]
    public void DrawsDoNotOverlap()
    {
        var generator = new Generator(8);
        var values = Enumerable.Range(0, 50).SelectMany(i => Tensor.RandInt(0, long.MaxValue, [1 + i], generator: generator).ToArray<long>()).ToArray();
        values.Distinct().Count().ShouldBe(values.Length);
        Tensor.Rand([64], generator: new(8)).ToArray<float>().ShouldNotBe(Tensor.Rand([64], generator: new(9)).ToArray<float>());
    }

    [Fact]
    public void SeedBelongsToTheThread()
    {
        Flint.Random.Seed(1);
        var expected = Tensor.Rand([10]).ToArray<float>();
        Flint.Random.Seed(1);
        var other = new Thread(() => { Flint.Random.Seed(2); _ = Tensor.Rand([10]); });
        other.Start();
        other.Join();
        Tensor.Rand([10]).ToArray<float>().ShouldBe(expected);
    }

    [Fact]
    public void BitsDoNotDependOnTheNumberOfThreads()
    {
        var before = Threads.Count;
        try
        {
            var results = new[] { 1, 2, 3, 8 }.Select(threads =>
            {
                Threads.Count = threads;
                var generator = new Generator(11);
                return (Tensor.RandN([100_001], generator: generator).ToArray<float>(), Tensor.Rand([50_001], DType.Float64, generator).ToArray<double>());
            }).ToArray();
            foreach (var (normal, uniform) in results)
            {
                normal.ShouldBe(results[0].Item1);
                uniform.ShouldBe(results[0].Item2);
            }
        }
        finally
        {
            Threads.Count = before;
        }
    }
}

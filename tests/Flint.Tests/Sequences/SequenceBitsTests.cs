using Flint.NN;

namespace Flint.Tests.Sequences;

/// <summary>Attention and recurrent layers give the same bits at any number of threads, and packed copies of weights give those of packing each time.</summary>
[Collection("Threads.Count")]
public sealed class SequenceBitsTests : IDisposable
{
    readonly int before = Threads.Count;

    public void Dispose() => Threads.Count = before;

    /// <summary>One head, whose keys are divided for the gradient, and many.</summary>
    [Theory]
    [InlineData(1), InlineData(17)]
    public void Attention(int heads) => AtAnyCount(() =>
    {
        Tensor[] inputs = [.. Enumerable.Range(1, 3).Select(i => Tensor.RandN([heads, 402, 24], generator: new Generator(i)))];
        foreach (var x in inputs) x.RequiresGrad = true;
        var y = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], isCausal: true, dropoutP: 0.1, generator: new Generator(4));
        (y * y).Sum().Backward();
        return [y, .. inputs.Select(x => x.Grad!)];
    });

    /// <summary>Few rows, which share the units of a step, and several blocks of rows, which go through all steps.</summary>
    [Theory]
    [InlineData(5), InlineData(75)]
    public void Layers(int batch)
    {
        Flint.Random.Seed(1);
        var (lstm, gru) = (new Lstm(30, 70, numLayers: 2), new Gru(30, 70));
        AtAnyCount(() =>
        {
            var x = Tensor.RandN([9, batch, 30], generator: new Generator(2));
            x.RequiresGrad = true;
            foreach (var p in lstm.Parameters().Concat(gru.Parameters())) p.Grad = null;
            var (a, b) = (lstm.Forward(x).Output, gru.Forward(x).Output);
            (a * b).Sum().Backward();
            return [a, b, x.Grad!, .. lstm.Parameters().Concat(gru.Parameters()).Select(p => p.Grad!)];
        });
    }

    [Fact]
    public void CellsWithKeptWeights()
    {
        Flint.Random.Seed(1);
        var (lstm, gru) = (new LstmCell(30, 70), new GruCell(30, 70));
        using var noGrad = new NoGrad();
        var (x, h, c) = (Tensor.RandN([13, 30]), Tensor.RandN([13, 70]), Tensor.RandN([13, 70]));
        Tensor[] Run() => [lstm.Forward(x, h, c).H, lstm.Forward(x, h, c).C, gru.Forward(x, h)];
        var once = Run().Select(y => y.ToArray<float>()).ToArray();
        for (var use = 0; use < 3; use++) Same(Run(), once);
        lstm.WeightHh.Fill(0.25f);
        Run()[0].ToArray<float>().ShouldNotBe(once[0]);
    }

    static void AtAnyCount(Func<Tensor[]> run)
    {
        Threads.Count = 1;
        var expected = run().Select(y => y.ToArray<float>()).ToArray();
        for (var threads = 2; threads <= 3; threads++)
        {
            Threads.Count = threads;
            Same(run(), expected);
        }
    }

    static void Same(Tensor[] actual, float[][] expected)
    {
        for (var i = 0; i < expected.Length; i++) actual[i].ToArray<float>().AsSpan().SequenceEqual(expected[i]).ShouldBeTrue($"result {i}");
    }
}

using Flint.Testing;

namespace Flint.Tests.Sequences;

public class AttentionTests
{
    static Tensor Random(int seed, params int[] shape) => Tensor.RandN([.. shape], DType.Float64, new Generator(seed));

    [Fact]
    public void Dropout_drops_weights_and_the_gradient_sees_the_same_ones()
    {
        var (q, k, v) = (Random(1, 70, 3), Random(2, 200, 3), Random(3, 200, 2));
        Tensor Dropped(Tensor value) => q.ScaledDotProductAttention(k, value, dropoutP: 0.25, generator: new Generator(7));

        // The identity as values shows the weights themselves.
        var identity = Tensor.Eye(200, dtype: DType.Float64);
        var kept = Raw.Values(Dropped(identity));
        var whole = Raw.Values(q.ScaledDotProductAttention(k, identity));
        var factors = kept.Zip(whole, (a, b) => a / b);
        factors.Data.ShouldAllBe(f => f == 0 || Math.Abs(f - 4 / 3.0) < 1e-9);
        ((double)factors.Data.Count(f => f == 0) / factors.Count).ShouldBe(0.25, 0.02);

        foreach (var x in (Tensor[])[q, k, v]) x.RequiresGrad = true;
        Dropped(v).Sum().Backward();
        var mask = Tensor.Wrap(factors.Data, [70, 200]);
        (Tensor Q, Tensor K, Tensor V) copy = (q.Detach().Clone(), k.Detach().Clone(), v.Detach().Clone());
        foreach (var x in (Tensor[])[copy.Q, copy.K, copy.V]) x.RequiresGrad = true;
        ((copy.Q.MatMul(copy.K.Transpose(0, 1)) / Math.Sqrt(3)).Softmax(-1) * mask).MatMul(copy.V).Sum().Backward();
        Near.Check(q.Grad!, Raw.Values(copy.Q.Grad!), 1e-11, "query");
        Near.Check(k.Grad!, Raw.Values(copy.K.Grad!), 1e-11, "key");
        Near.Check(v.Grad!, Raw.Values(copy.V.Grad!), 1e-11, "value");
    }

    /// <summary>Lengths beyond every block, with rests; heads beside each other in memory, as layers have them.</summary>
    [Theory]
    [InlineData(DType.Float64, "", 1e-12)]
    [InlineData(DType.Float64, "causal", 1e-12)]
    [InlineData(DType.Float64, "mask", 1e-12)]
    [InlineData(DType.Float64, "padding", 1e-12)]
    [InlineData(DType.Float32, "", 5e-6)]
    [InlineData(DType.Float32, "causal", 5e-6)]
    [InlineData(DType.Float32, "mask", 5e-6)]
    [InlineData(DType.Float32, "padding", 5e-6)]
    public void Blocks_agree_with_the_formula(DType dtype, string kind, double tolerance) => AgreesWithTheFormula(dtype, kind, tolerance, 301);

    /// <summary>One query, as in generation, has a path of its own.</summary>
    [Theory]
    [InlineData(DType.Float64, "", 1e-12)]
    [InlineData(DType.Float64, "causal", 1e-12)]
    [InlineData(DType.Float64, "mask", 1e-12)]
    [InlineData(DType.Float64, "padding", 1e-12)]
    [InlineData(DType.Float32, "mask", 5e-6)]
    public void One_query_agrees_with_the_formula(DType dtype, string kind, double tolerance) => AgreesWithTheFormula(dtype, kind, tolerance, 1);

    [Fact]
    public void One_query_without_keys_gives_zeros()
    {
        var y = Random(1, 2, 1, 3).ScaledDotProductAttention(Random(2, 2, 4, 3), Random(3, 2, 4, 5), Tensor.From([true, false, true, true, false, false, false, false], [2, 1, 4]));
        y[1].ToArray<double>().ShouldBe([0, 0, 0, 0, 0]);
        y[0].ToArray<double>().ShouldAllBe(v => double.IsFinite(v) && v != 0);
    }

    static void AgreesWithTheFormula(DType dtype, string kind, double tolerance, int L)
    {
        const int S = 457, E = 20, Ev = 37;
        Tensor Heads(int seed, int length, int size) => Random(seed, 1, length, 2, size).Transpose(1, 2);
        var mask = kind switch
        {
            "mask" => Random(4, L, S) * 3,
            "padding" => Tensor.Where(Tensor.Arange(S) < 400, Tensor.Scalar(0.0, DType.Float64), Tensor.Scalar(double.NegativeInfinity, DType.Float64)),
            "causal" => Tensor.Where(Tensor.Ones([L, S], DType.Float64).Tril() > 0, Tensor.Scalar(0.0, DType.Float64), Tensor.Scalar(double.NegativeInfinity, DType.Float64)),
            _ => Tensor.Zeros([1, S], DType.Float64),
        };
        var dy = Random(5, 1, 2, L, Ev);
        var expected = Outcome(DType.Float64, (q, k, v) => ((q.MatMul(k.Transpose(-1, -2)) / Math.Sqrt(E)) + mask).Softmax(-1).MatMul(v));
        var actual = Outcome(dtype, (q, k, v) => kind switch
        {
            "causal" => q.ScaledDotProductAttention(k, v, isCausal: true),
            "" => q.ScaledDotProductAttention(k, v),
            _ => q.ScaledDotProductAttention(k, v, mask.To(dtype)),
        });
        for (var i = 0; i < 4; i++) Near.Check(actual[i], Raw.Values(expected[i]), tolerance, ((string[])["output", "query", "key", "value"])[i]);

        Tensor[] Outcome(DType type, Func<Tensor, Tensor, Tensor, Tensor> attention)
        {
            Tensor[] inputs = [Heads(1, L, E).To(type), Heads(2, S, E).To(type), Heads(3, S, Ev).To(type)];
            foreach (var x in inputs) x.RequiresGrad = true;
            var y = attention(inputs[0], inputs[1], inputs[2]);
            (y * dy.To(type)).Sum().Backward();
            return [y.To(DType.Float64), .. inputs.Select(x => x.Grad!.To(DType.Float64))];
        }
    }

    [Fact]
    public void A_query_without_keys_gives_zeros_and_no_gradient()
    {
        var (q, k, v) = (Random(1, 2, 3), Random(2, 4, 3), Random(3, 4, 3));
        foreach (var x in (Tensor[])[q, k, v]) x.RequiresGrad = true;
        var mask = Tensor.From([true, false, true, true, false, false, false, false], [2, 4]);
        var y = q.ScaledDotProductAttention(k, v, mask);
        y.Sum().Backward();
        y[1].ToArray<double>().ShouldBe([0, 0, 0]);
        q.Grad![1].ToArray<double>().ShouldBe([0, 0, 0]);
        q.Grad![0].ToArray<double>().ShouldAllBe(g => double.IsFinite(g) && g != 0);
        k.Grad!.ToArray<double>().ShouldAllBe(g => double.IsFinite(g));
    }

    [Fact]
    public void A_mask_changed_before_backward_is_an_error()
    {
        var (q, mask) = (Random(1, 2, 3), Tensor.Zeros([2, 4], DType.Float64));
        q.RequiresGrad = true;
        var y = q.ScaledDotProductAttention(Random(2, 4, 3), Random(3, 4, 3), mask).Sum();
        mask.Fill(1);
        Should.Throw<AutogradException>(() => y.Backward()).Message.ShouldContain("changed in place");
    }

    [Fact]
    public void Memory_is_linear_in_the_length()
    {
        var q = Tensor.RandN([1, 4096, 8], generator: new Generator(1));
        q.RequiresGrad = true;
        var mark = AllocationLog.Begin();
        q.ScaledDotProductAttention(q, q).Sum().Backward();
        long bytes = 0;
        foreach (var storage in AllocationLog.Since(mark)) bytes += storage.Bytes;
        AllocationLog.End(mark);
        // The weights alone would be 64 MiB.
        bytes.ShouldBeLessThan(16 << 20);
    }
}

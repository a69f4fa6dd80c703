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

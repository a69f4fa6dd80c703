using Flint.Optim;

namespace Flint.Tests.Runtime;

/// <summary>Memory of gradients goes back to the pool when they are dropped, unless the program may have seen them.</summary>
[Collection("Threads.Count")]
public sealed class GradientReuseTests
{
    const int Count = 100_000;

    static Tensor Leaf()
    {
        var p = Tensor.Full([Count], 1f);
        p.RequiresGrad = true;
        return p;
    }

    static long BackAtOnce(Action action)
    {
        var before = Memory.Report().ReleasedAtOnceBytes;
        action();
        return Memory.Report().ReleasedAtOnceBytes - before;
    }

    [Fact]
    public void A_dropped_gradient_that_nobody_saw_goes_back_at_once()
    {
        var p = Leaf();
        var optimizer = new Sgd([p], lr: 0.1, momentum: 0.9);
        for (var step = 0; step < 3; step++)
        {
            (p * 2f).Sum().Backward();
            optimizer.Step();
            Clip.GradNorm([p], 1);
            BackAtOnce(optimizer.ZeroGrad).ShouldBeGreaterThanOrEqualTo(4 * Count);
            p.Grad.ShouldBeNull();
        }
    }

    [Fact]
    public void A_gradient_that_was_read_stays_valid()
    {
        var p = Leaf();
        (p * 2f).Sum().Backward();
        var held = p.Grad!;
        BackAtOnce(() => p.Grad = null).ShouldBe(0);
        Overwrite();
        held.ToArray<float>().ShouldAllBe(v => v == 2);
    }

    [Fact]
    public void A_gradient_that_was_given_stays_valid()
    {
        var p = Leaf();
        var given = Tensor.Full([Count], 3f);
        p.Grad = given;
        p.Grad = null;
        Overwrite();
        given.ToArray<float>().ShouldAllBe(v => v == 3);
    }

    [Fact]
    public void A_gradient_that_a_hook_kept_stays_valid()
    {
        var p = Leaf();
        Tensor? kept = null;
        using var hook = p.RegisterHook(g =>
        {
            kept = g;
            return null;
        });
        (p * 2f).Sum().Backward();
        p.Grad = null;
        Overwrite();
        kept!.ToArray<float>().ShouldAllBe(v => v == 2);
    }

    [Fact]
    public void What_an_intermediate_hook_kept_stays_valid_though_a_leaf_took_it()
    {
        var p = Leaf();
        Tensor? kept = null;
        var y = p + Tensor.Zeros([Count]);
        using var hook = y.RegisterHook(g =>
        {
            kept = g;
            return null;
        });
        (y * 2f).Sum().Backward();
        p.Grad = null;
        Overwrite();
        kept!.ToArray<float>().ShouldAllBe(v => v == 2);
    }

    sealed class Hoarder(Tensor p) : Optimizer(OneGroup([p]), lr: 1)
    {
        internal readonly List<Tensor> Gradients = [];

        protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => Gradients.Add(g);
    }

    [Fact]
    public void A_gradient_that_an_optimiser_of_the_user_kept_stays_valid()
    {
        var p = Leaf();
        var optimizer = new Hoarder(p);
        (p * 2f).Sum().Backward();
        optimizer.Step();
        optimizer.ZeroGrad();
        Overwrite();
        optimizer.Gradients.ShouldHaveSingleItem().ToArray<float>().ShouldAllBe(v => v == 2);
    }

    [Fact]
    public void A_recorded_gradient_stays_valid()
    {
        var p = Leaf();
        var loss = (p * p * p).Sum();
        loss.Backward(createGraph: true);
        var penalty = p.Grad!.Square().Sum();
        p.Grad = null;
        Overwrite();
        penalty.Backward();
        p.Grad!.ToArray<float>().ShouldAllBe(v => v == 36); // d(9 p⁴)/dp
    }

    /// <summary>Takes what the pool has and fills it with something else.</summary>
    static void Overwrite()
    {
        for (var i = 0; i < 20; i++) _ = Tensor.Full([Count], -1f);
    }
}

namespace Flint.Tests.Differentiation;

public class BackwardPassTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void A_result_used_several_times_gets_the_sum_of_its_gradients()
    {
        var x = Leaf(1, 2, 3);
        var y = x * 2.0;
        var z = y + y * y + y.Neg() * y + y;
        z.Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([4.0, 4.0, 4.0]);
    }

    [Fact]
    public void Two_leaves_that_get_the_same_gradient_do_not_share_its_memory()
    {
        var (a, b) = (Leaf(1, 2), Leaf(3, 4));
        (a + b).Sum().Backward();
        a.Grad!.Fill(9);
        b.Grad!.ToArray<double>().ShouldBe([1.0, 1.0]);
    }

    [Fact]
    public void A_rule_of_a_user_may_keep_the_gradient_it_was_given()
    {
        var x = Leaf(1, 2, 3);
        Tensor? seen = null;
        var y = x * 3.0;
        var z = Tape.Record(y.Detach().Clone(), y, dy => seen = dy * 5.0);
        (z * 2.0).Sum().Backward();
        for (var i = 0; i < 100; i++) (Leaf(7, 8, 9) * 2.0).Sum().Backward();
        seen!.ToArray<double>().ShouldBe([10.0, 10.0, 10.0]);
        x.Grad!.ToArray<double>().ShouldBe([30.0, 30.0, 30.0]);
    }

    [Fact]
    public void Backward_twice_needs_retainGraph_and_then_accumulates()
    {
        var x = Leaf(3);
        var y = (x * x).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        x.Grad!.Item<double>().ShouldBe(12.0);
        Should.Throw<AutogradException>(() => y.Backward()).Message.ShouldContain("retainGraph");
    }

    [Fact]
    public void A_rule_that_throws_leaves_the_tape_usable()
    {
        var x = Leaf(3);
        var y = x * 2.0;
        Should.Throw<InvalidOperationException>(() =>
            Tape.Record(y.Detach().Clone(), y, _ => throw new InvalidOperationException("mine")).Backward());
        Tape.Enabled.ShouldBeTrue();
        y.Backward();
        x.Grad!.Item<double>().ShouldBe(2.0);
    }
}

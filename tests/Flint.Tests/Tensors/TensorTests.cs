namespace Flint.Tests;

public class TensorTests
{
    [Fact]
    public void An_indexer_reads_a_view_and_assigns_into_it()
    {
        var x = Tensor.Arange(24).Reshape(2, 3, 4);
        x[1, 0..2, ^1].ToArray<long>().ShouldBe([15, 19]);
        x[.., 1, TensorIndex.Step(.., 2)] = -1;
        x[0].ToArray<long>().ShouldBe([0, 1, 2, 3, -1, 5, -1, 7, 8, 9, 10, 11]);
        x[0, 0, 0] += 7;
        x[0, 0, 0].Item<long>().ShouldBe(7);
        x.Transpose(0, 2).Reshape(-1).ToArray<long>()[..4].ShouldBe([7, 12, -1, -1]);
    }

    [Fact]
    public void Gradients_flow_through_assignment_views_and_in_place_arithmetic()
    {
        var (a, b) = (Tensor.From<double>(1, 2, 3), Tensor.From<double>(5, 7));
        (a.RequiresGrad, b.RequiresGrad) = (true, true);
        static Tensor Function(Tensor[] xs)
        {
            var y = xs[0] * 2.0;
            y[1..] = xs[1] * xs[1];
            y[0] += xs[1][0] * 3.0;
            y *= y;
            return y;
        }

        GradCheck.Check(Function, [a, b], tolerance: 1e-6);
        Function([a, b]).Sum().Backward();
        a.Grad!.ToArray<double>()[1..].ShouldBe([0.0, 0.0]);
    }

    [Fact]
    public void Using_a_tensor_whose_view_was_changed_behind_its_back_is_an_error()
    {
        var x = Tensor.From<double>(1, 2);
        x.RequiresGrad = true;
        var y = x * 2.0;
        var view = y[0];
        view += 1.0;
        Should.Throw<AutogradException>(() => y * 2.0).Message.ShouldContain("view");
    }
}

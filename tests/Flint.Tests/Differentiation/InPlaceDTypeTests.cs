namespace Flint.Tests.Differentiation;

/// <summary>In-place arithmetic keeps the target's dtype, recorded or not.</summary>
public sealed class InPlaceDTypeTests
{
    static Tensor Leaf(DType dtype, params double[] values)
    {
        var x = Tensor.From(values).To(dtype);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void AWiderOperandGivesRightGradients()
    {
        var (p, w) = (Leaf(DType.Float32, 2, 4), Leaf(DType.Float64, 3, 5));
        var x = p * 1;
        x *= w;
        x /= Tensor.Full([2], 2, DType.Float64);
        x += w;
        x -= w * 2;
        x.DType.ShouldBe(DType.Float32);
        x.Sum().Backward(); // p w / 2 - w
        p.Grad!.ToArray<float>().ShouldBe([1.5f, 2.5f]);
        w.Grad!.ToArray<double>().ShouldBe([0, 1]);
    }

    [Fact]
    public void AnIntegerTargetTakesNoFractionThoughItIsRecorded()
    {
        Tensor total = 0, counts = Tensor.Ones([2], DType.Int64);
        var loss = Leaf(DType.Float32, 2.25).Sum();
        Should.Throw<DTypeException>(() => total += loss).Message.ShouldBe(
            "The in-place result of Int32 and Float32 is floating and does not fit the Int32 target: start from a fraction, as in `Tensor total = 0.0`, or assign the result to a new tensor.");
        Should.Throw<DTypeException>(() => counts *= loss).Message.ShouldBe(
            "The in-place result of Int64 and Float32 is floating and does not fit the Int64 target: convert the target with To first, or assign the result to a new tensor.");
        (total.RequiresGrad, counts.RequiresGrad).ShouldBe((false, false));
    }

    [Fact]
    public void AFractionSumsLosses()
    {
        Tensor total = 0.0;
        var x = Leaf(DType.Float32, 2);
        total += (x * x).Sum();
        total += x.Sum();
        total.Item().ShouldBe(6);
        total.Backward();
        x.Grad!.Item().ShouldBe(5);
    }
}

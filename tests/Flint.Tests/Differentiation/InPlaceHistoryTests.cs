namespace Flint.Tests.Differentiation;

/// <summary>In-place changes and the tape: right gradients, or an error, never a wrong gradient.</summary>
public sealed class InPlaceHistoryTests
{
    static Tensor Leaf(params float[] values)
    {
        var x = Tensor.From(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void ALeafIsNotChangedOutsideNoGrad()
    {
        var x = Leaf(1, 2);
        Should.Throw<AutogradException>(() => x += 1).Message.ShouldBe(
            "In-place arithmetic would change a leaf that requires a gradient (shape [2]): wrap it in `using (new NoGrad())`, or work on a copy.");
        Should.Throw<AutogradException>(() => x[0] = 1).Message.ShouldStartWith("Assignment would change a leaf");
        Should.Throw<AutogradException>(() => x.Fill(1)).Message.ShouldStartWith("Fill would change a leaf");
        using (new NoGrad()) x += 1;
        x.ToArray<float>().ShouldBe([2, 3]);
        (x.IsLeaf, x.RequiresGrad).ShouldBe((true, true));
    }

    [Fact]
    public void AChangedSavedValueIsNoticed()
    {
        var (x, w) = (Leaf(1, 2), Tensor.From(3f, 4));
        var y = x * w;
        w += 1;
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldBe(
            "A tensor of shape [2] needed for the gradient was changed in place after the operation used it (version 1, expected 0): change a Clone() instead, and read by AsReadOnlySpan where AsSpan did it.");
    }

    [Fact]
    public void AChangeThroughAViewIsNoticedToo()
    {
        var (x, w) = (Leaf(1, 2), Tensor.From(3f, 4));
        var y = x * w;
        w[..1].Fill(0);
        Should.Throw<AutogradException>(() => y.Sum().Backward());
    }

    [Fact]
    public void AWriteThroughASpanIsNoticedAndAReadIsNone()
    {
        var (x, w) = (Leaf(1, 2), Tensor.From(3f, 4));
        var y = x * w;
        w.AsReadOnlySpan<float>().ToArray().ShouldBe([3, 4]);
        y.Sum().Backward();
        y = x * w;
        w.AsSpan<float>()[0] = 100;
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldContain("read by AsReadOnlySpan where AsSpan did it");
        y.AsSpan<float>()[0] = 5;
        Should.Throw<AutogradException>(() => y * 2).Message.ShouldContain("(or by AsSpan)");
    }

    [Fact]
    public void InPlaceArithmeticIsDifferentiated()
    {
        var (x, w) = (Leaf(2, 3), Leaf(5, 7));
        var y = x * 1;
        y += w;
        y *= w;
        y -= x;
        y.Sum().Backward(); // (x + w) w - x
        x.Grad!.ToArray<float>().ShouldBe([4, 6]);
        w.Grad!.ToArray<float>().ShouldBe([12, 17]);
    }

    [Fact]
    public void AssignmentToAPartIsDifferentiated()
    {
        var (x, v) = (Leaf(1, 2, 3), Leaf(5));
        var y = x * 2;
        y[1..] = v;
        (y * y).Sum().Backward(); // 4 x0^2 + 2 v^2
        x.Grad!.ToArray<float>().ShouldBe([8, 0, 0]);
        v.Grad!.ToArray<float>().ShouldBe([20]);
    }

    [Fact]
    public void AssignmentIntoAPlainTensorCarriesGradients()
    {
        var v = Leaf(2, 3);
        var y = Tensor.Zeros([2, 2]);
        y[1] = v * v;
        y.Sum().Backward();
        v.Grad!.ToArray<float>().ShouldBe([4, 6]);
    }

    [Fact]
    public void CompoundAssignmentThroughAnIndexerIsDifferentiated()
    {
        var (x, v) = (Leaf(1, 2), Leaf(3));
        var y = x * 1;
        y[1] += v[0] * v[0];
        y.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([1, 1]);
        v.Grad!.ToArray<float>().ShouldBe([6]);
    }

    [Fact]
    public void CompoundAssignmentThroughAnIndexerThatNeedsTheOldValueWantsAClone()
    {
        var (x, v) = (Leaf(1, 2), Leaf(3));
        var y = x * 1;
        y[1] *= v[0]; // C# makes it y[1] = y[1] * v[0]
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldContain("change a Clone() instead");
        var z = x * 1;
        z[1] = z[1].Clone() * v[0];
        z.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([1, 3]);
        v.Grad!.ToArray<float>().ShouldBe([2]);
    }

    [Fact]
    public void AViewWithStaleHistoryIsRefused()
    {
        var x = Leaf(1, 2);
        var y = x * 1;
        var view = y[0];
        y += 1;
        Should.Throw<AutogradException>(() => view * 2).Message.ShouldStartWith("This tensor of shape [] shares memory with a view that was changed in place");
    }

    [Fact]
    public void AnUntrackedTensorWhoseViewTookAGradientInIsRefused()
    {
        var (x, w) = (Tensor.Zeros([4]), Leaf(1, 2));
        var view = x[..2];
        view.CopyFrom(w);
        Should.Throw<AutogradException>(() => x * 1).Message.ShouldStartWith("This tensor of shape [4] shares memory with a view that was changed in place");
        Should.Throw<AutogradException>(() => x[2..] + 1);
        Should.Throw<AutogradException>(() => x.Sum());
        using (new NoGrad()) x.Sum().Item().ShouldBe(3);
        (view * 2).Sum().Backward();
        w.Grad!.ToArray<float>().ShouldBe([2, 2]);
        x.Fill(1);
        x.Sum().Item().ShouldBe(4);
    }

    [Fact]
    public void AChangeInsideNoGradMakesNoStaleHistoryGoodAgain()
    {
        var x = Tensor.Zeros([4]);
        x[..2].CopyFrom(Leaf(1, 2));
        using (new NoGrad())
        {
            x += 1;
            x[0] = 5;
            x[1] += 5;
        }
        Should.Throw<AutogradException>(() => x * 1);
        var (y, z) = (Leaf(1, 2) * 1, Tensor.Zeros([2]));
        using (new NoGrad())
        {
            y += 1;
            y[0] = 5;
            y[1] += 5;
        }
        (y * 1).ToArray<float>().ShouldBe([5, 8]);
        Should.Throw<AutogradException>(() => z.CopyFrom(x[..2]));
        z.ToArray<float>().ShouldBe([0, 0]);
    }

    [Fact]
    public void ACopyOfALeafIsNoLeaf()
    {
        var (x, w) = (Tensor.Zeros([2]), Leaf(1, 2));
        x.CopyFrom(w);
        x.IsLeaf.ShouldBeFalse();
        x *= 3;
        x.Sum().Backward();
        w.Grad!.ToArray<float>().ShouldBe([3, 3]);
    }

    [Fact]
    public void ADetachedTensorIsNoneTheWiserForTrackedChanges()
    {
        var x = Leaf(1, 2) * 1;
        var seen = x.Detach();
        var part = seen[..1];
        x += Leaf(3, 4);
        (seen * 2).ToArray<float>().ShouldBe([8, 12]);
        (part * 2).ToArray<float>().ShouldBe([8]);
    }

    [Fact]
    public void ALeafIsNotChangedThroughAView()
    {
        var x = Leaf(1, 2, 3);
        var view = x[..2];
        Should.Throw<AutogradException>(() => view *= 5).Message.ShouldBe(
            "In-place arithmetic would change a leaf that requires a gradient (through a view of shape [2]): wrap it in `using (new NoGrad())`, or work on a copy.");
        Should.Throw<AutogradException>(() => x[1..].Fill(0));
        Should.Throw<AutogradException>(() => x.Reshape(3, 1)[0] = 0);
        x.ToArray<float>().ShouldBe([1, 2, 3]);
        using (new NoGrad()) x[..2].Fill(9);
        x.ToArray<float>().ShouldBe([9, 9, 3]);
    }

    [Fact]
    public void CopyFromReplacesTheHistory()
    {
        var (x, v) = (Leaf(1, 2), Leaf(3, 4));
        var y = x * 2;
        y.CopyFrom(v * 3);
        y.Sum().Backward();
        x.Grad.ShouldBeNull();
        v.Grad!.ToArray<float>().ShouldBe([3, 3]);
    }
}

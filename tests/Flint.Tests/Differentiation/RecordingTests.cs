namespace Flint.Tests.Differentiation;

/// <summary>What is recorded and what is not: NoGrad, Detach, operations of users.</summary>
public sealed class RecordingTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void NothingIsRecordedInsideNoGrad()
    {
        var x = Leaf(1, 2);
        using (new NoGrad())
        {
            using (new NoGrad()) Tape.Enabled.ShouldBeFalse();
            (x * 2).RequiresGrad.ShouldBeFalse();
        }
        Tape.Enabled.ShouldBeTrue();
        (x * 2).RequiresGrad.ShouldBeTrue();
    }

    [Fact]
    public void NoGradBelongsToTheThread()
    {
        using var noGrad = new NoGrad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = Tape.Enabled);
        thread.Start();
        thread.Join();
        elsewhere.ShouldBeTrue();
    }

    [Fact]
    public void DisposingNoGradTwiceChangesNothing()
    {
        var noGrad = new NoGrad();
        noGrad.Dispose();
        noGrad.Dispose();
        Tape.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void NoGradEndedOnAnotherThreadIsAnErrorAndLeavesBothThreadsRecording()
    {
        var outer = new NoGrad();
        var inner = new NoGrad();
        bool before = false, after = false;
        var message = "";
        var thread = new Thread(() =>
        {
            before = Tape.Enabled;
            message = Should.Throw<InvalidOperationException>(inner.Dispose).Message;
            after = Tape.Enabled;
        });
        thread.Start();
        thread.Join();
        (before, after).ShouldBe((true, true));
        message.ShouldStartWith("A NoGrad must end on the thread that it was made on");
        Tape.Enabled.ShouldBeFalse();
        inner.Dispose();
        outer.Dispose();
        Tape.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void NoGradsMayEndInAnyOrder()
    {
        var (outer, inner) = (new NoGrad(), new NoGrad());
        outer.Dispose();
        Tape.Enabled.ShouldBeFalse();
        inner.Dispose();
        Tape.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void DetachCutsThePath()
    {
        var x = Leaf(3);
        (x * x.Detach()).Sum().Backward();
        x.Grad!.Item<double>().ShouldBe(3);
        x.Detach().Storage.ShouldBeSameAs(x.Storage);
        Should.Throw<AutogradException>(() => (x * 2).RequiresGrad = false).Message.ShouldContain("Detach() gives one that does not");
    }

    [Fact]
    public void ConstantsRecordNothing() => (Tensor.Ones([2]) * 3).IsLeaf.ShouldBeTrue();

    [Fact]
    public void AnOperationOfAUserIsRecordedAsFlintsOwn()
    {
        static Tensor Cube(Tensor x) => Tape.Record(x.Detach() * x.Detach() * x.Detach(), x, dy => dy * 3 * x.Detach() * x.Detach(), x);

        var x = Leaf(2, -1);
        GradCheck.Check(inputs => Cube(inputs[0]), [x]);
        x.Grad = null;
        Cube(x).Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([12, 3]);
    }

    [Fact]
    public void ARuleMustGiveOneGradientPerInput()
    {
        var y = Tape.Record(Tensor.Zeros([1], DType.Float64), [Leaf(1), Leaf(2)], (dy, _) => [dy]);
        Should.Throw<AutogradException>(() => y.Backward()).Message.ShouldStartWith("A gradient rule gave 1 gradients for 2 inputs");
    }

    [Fact]
    public void TheCheckerFindsAWrongRule()
    {
        static Tensor Wrong(Tensor x) => Tape.Record(x.Detach() * x.Detach(), x, dy => dy * x.Detach());

        GradCheck.MaxDeviation(inputs => Wrong(inputs[0]), [Leaf(2)]).ShouldBeGreaterThan(0.4);
        Should.Throw<AutogradException>(() => GradCheck.Check(inputs => Wrong(inputs[0]), [Leaf(2)])).Message.ShouldStartWith("The recorded gradient deviates");
        Should.Throw<DTypeException>(() => GradCheck.Check(inputs => inputs[0], [SingleLeaf()])).Message.ShouldStartWith("GradCheck needs Float64");
    }

    static Tensor SingleLeaf()
    {
        var x = Tensor.Ones([1]);
        x.RequiresGrad = true;
        return x;
    }
}

using System.Runtime.CompilerServices;

namespace Flint.Tests.Differentiation;

/// <summary>Where NaN comes from.</summary>
public sealed class AnomalyTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    static int Line([CallerLineNumber] int line = 0) => line;

    [Fact]
    public void ANanResultNamesOperationAndLine()
    {
        var x = Leaf(1, -1);
        using var anomaly = new AnomalyMode();
        var line = 0;
        var message = Should.Throw<AutogradException>(() =>
        {
            var y = x * 2;
            line = Line(); y = y.Log();
            y.Sum().Backward();
        }).Message;
        message.ShouldStartWith("The result of Log, called by AnomalyTests.ANanResultNamesOperationAndLine (");
        message.ShouldMatch($@"AnomalyTests\.cs:({line - 1}|{line})\), holds NaN, in a tensor of shape \[2\]\.$"); // optimised code is a statement off
    }

    [Fact]
    public void ANanGradientNamesOperationAndLine()
    {
        var x = Leaf(0, 4);
        using var anomaly = new AnomalyMode();
        var line = Line(); var y = (x * 0).Sqrt(); // 1/0 · 0 in x
        var message = Should.Throw<AutogradException>(() => (y * 0).Sum().Backward()).Message;
        message.ShouldStartWith("The gradient of Sqrt, called by AnomalyTests.ANanGradientNamesOperationAndLine (");
        message.ShouldMatch($@"AnomalyTests\.cs:({line - 1}|{line})\)");
    }

    [Fact]
    public void AnOperationOfAUserIsNamedByItsMethod()
    {
        var x = Leaf(1, 2);
        using var anomaly = new AnomalyMode();
        Should.Throw<AutogradException>(() => Tape.Record(x.Detach() * double.NaN, x, dy => dy)).Message
            .ShouldStartWith("The result of AnomalyTests.AnOperationOfAUserIsNamedByItsMethod (");
    }

    [Fact]
    public void WhatWasRecordedBeforeIsNotKnown()
    {
        var y = Leaf(0).Sqrt() * 0;
        using var anomaly = new AnomalyMode();
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldContain("recorded outside of the AnomalyMode");
    }

    [Fact]
    public void NothingIsWatchedAfterwardsOrElsewhere()
    {
        var anomaly = new AnomalyMode();
        Exception? elsewhere = null;
        var thread = new Thread(() => elsewhere = Record.Exception(() => Leaf(-1).Log()));
        thread.Start();
        thread.Join();
        elsewhere.ShouldBeNull();
        anomaly.Dispose();
        anomaly.Dispose();
        double.IsNaN(Leaf(-1).Log().Item<double>()).ShouldBeTrue();
    }

    [Fact]
    public void AGoodRunIsTheSame()
    {
        var x = Leaf(1, 2);
        using var anomaly = new AnomalyMode();
        (x.Log() * x).Softmax(0).Square().Sum().Backward();
        var watched = x.Grad!.ToArray<double>();
        anomaly.Dispose();
        x.Grad = null;
        (x.Log() * x).Softmax(0).Square().Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe(watched);
    }
}

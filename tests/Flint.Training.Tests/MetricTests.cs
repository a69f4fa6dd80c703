using Flint.Training;

namespace Flint.Training.Tests;

public sealed class MetricTests
{
    // Three classes; the rows' largest outputs are at 2, 0, 0 and 1.
    static readonly float[] Outputs = [0.1f, 0.2f, 0.7f, 5f, -1f, 2f, 0f, -2f, -1f, 1f, 9f, 8f];
    static readonly long[] Targets = [2, 0, 1, 1];

    static Tensor Rows(int from, int to) => Tensor.From(Outputs[(from * 3)..(to * 3)], [to - from, 3]);

    static Tensor Labels(int from, int to) => Tensor.From(Targets[from..to], [to - from]);

    [Fact]
    public void AccuracyCountsTheLargestOutput()
    {
        var accuracy = new Accuracy();
        accuracy.Value.ShouldBe(double.NaN);
        accuracy.Add(Rows(0, 4), Labels(0, 4));
        accuracy.Value.ShouldBe(0.75);
        accuracy.Reset();
        accuracy.Value.ShouldBe(double.NaN);
    }

    [Fact]
    public void BatchesInAnyPartitionMergeToTheSame()
    {
        var (whole, first, second) = (new ConfusionMatrix(3), new ConfusionMatrix(3), new ConfusionMatrix(3));
        whole.Add(Rows(0, 4), Labels(0, 4));
        first.Add(Rows(0, 1), Labels(0, 1));
        second.Add(Rows(1, 4), Labels(1, 4));
        first.Merge(second);
        first.Save().ShouldBe(whole.Save());
    }

    [Fact]
    public void ConfusionMatrixHasRowsOfTruthAndColumnsOfAnswers()
    {
        var confusion = new ConfusionMatrix(3);
        confusion.Add(Rows(0, 4), Labels(0, 4));
        confusion[1, 0].ShouldBe(1); // a 1 taken for a 0
        confusion[0, 1].ShouldBe(0);
        confusion[1, 1].ShouldBe(1);
        confusion.Recall(1).ShouldBe(0.5);
        confusion.Precision(0).ShouldBe(0.5);
        confusion.Value.ShouldBe(0.75);
    }

    [Fact]
    public void SumsSurviveSavingAndRestoring()
    {
        var accuracy = new Accuracy();
        accuracy.Add(Rows(0, 3), Labels(0, 3));
        var other = new Accuracy();
        other.Restore(accuracy.Save());
        accuracy.Add(Rows(3, 4), Labels(3, 4));
        other.Add(Rows(3, 4), Labels(3, 4));
        other.Value.ShouldBe(accuracy.Value);
    }

    [Fact]
    public void MeanLossWeighsBatchesByTheirSize()
    {
        var mean = new MeanLoss();
        mean.Add(2, samples: 3);
        mean.Add(6, samples: 1);
        mean.Value.ShouldBe(3);
        mean.Samples.ShouldBe(4);
    }

    [Fact]
    public void ATargetThatIsNoClassIsToldAndCountsNothing()
    {
        var (accuracy, confusion) = (new Accuracy(), new ConfusionMatrix(3));
        var targets = Tensor.From([2L, 0, 1, 3], [4]);
        Should.Throw<TensorIndexException>(() => confusion.Add(Rows(0, 4), targets)).Message
            .ShouldBe("ConfusionMatrix: 3 at position [3] of the targets is out of range: outputs [4, 3] have 3 classes; ignored are targets of -100.");
        Should.Throw<TensorIndexException>(() => accuracy.Add(Rows(0, 4), Tensor.From([2L, 0, -1, 0], [4]))).Message.ShouldContain("-1 at position [2]");
        confusion.Save().Sum().ShouldBe(0);
        accuracy.Save().Sum().ShouldBe(0);
    }

    [Fact]
    public void IgnoredTargetsCountNothing()
    {
        var (accuracy, confusion) = (new Accuracy(), new ConfusionMatrix(3, ignoreIndex: 1));
        accuracy.Add(Rows(0, 4), Tensor.From([2L, 0, -100, -100], [4]));
        accuracy.Value.ShouldBe(1);
        confusion.Add(Rows(0, 4), Labels(0, 4));
        confusion.Save().Sum().ShouldBe(2);
    }

    [Fact]
    public void WrongShapesAndKindsAreToldApart()
    {
        Should.Throw<ShapeException>(() => new Accuracy().Add(Rows(0, 4), Labels(0, 2))).Message.ShouldContain("[4, 3]");
        Should.Throw<ShapeException>(() => new ConfusionMatrix(4).Add(Rows(0, 4), Labels(0, 4))).Message.ShouldContain("4 classes");
        Should.Throw<ArgumentException>(() => new ConfusionMatrix(3).Merge(new ConfusionMatrix(4)));
        Should.Throw<ArgumentException>(() => new ConfusionMatrix(3).Merge(new Accuracy()));
        Should.Throw<ArgumentException>(() => new Accuracy().Restore([1]));
    }
}

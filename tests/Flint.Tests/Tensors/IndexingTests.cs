namespace Flint.Tests.Tensors;

public sealed class IndexingTests
{
    // 0 1 2 3 / 4 5 6 7 / 8 9 10 11
    static Tensor Grid() => Tensor.Arange(0f, 12f, 1f).Reshape(3, 4);

    [Fact]
    public void PositionsDropTheDimension()
    {
        Grid()[1].ToArray<float>().ShouldBe([4, 5, 6, 7]);
        Grid()[^1, 0].Item().ShouldBe(8);
        Grid()[-1, -2].Item().ShouldBe(10);
        Grid()[2, 3].Rank.ShouldBe(0);
    }

    [Fact]
    public void RangesKeepIt()
    {
        Grid()[1.., ..2].ToArray<float>().ShouldBe([4, 5, 8, 9]);
        Grid()[.., 1..^1].Shape.ToArray().ShouldBe([3, 2]);
        Grid()[..^2, ^1].ToArray<float>().ShouldBe([3]);
        Grid()[2..2].Shape.ToArray().ShouldBe([0, 4]);
    }

    [Fact]
    public void RangesAreCutAsInNumPy()
    {
        Grid()[1..99].Shape.ToArray().ShouldBe([2, 4]);
        Grid()[^99..1].Shape.ToArray().ShouldBe([1, 4]);
        Grid()[2..1].Shape.ToArray().ShouldBe([0, 4]);
    }

    [Fact]
    public void StepsNewAxesAndEllipsis()
    {
        Grid()[TensorIndex.Step(.., 2), TensorIndex.Step(1.., 2)].ToArray<float>().ShouldBe([1, 3, 9, 11]);
        Grid()[TensorIndex.NewAxis, TensorIndex.Ellipsis, 0].Shape.ToArray().ShouldBe([1, 3]);
        Grid()[TensorIndex.Ellipsis].Shape.ToArray().ShouldBe([3, 4]);
    }

    [Fact]
    public void ReadingIsAView()
    {
        var x = Grid();
        x[1, ..].Fill(0);
        x.ToArray<float>().ShouldBe([0, 1, 2, 3, 0, 0, 0, 0, 8, 9, 10, 11]);
    }

    [Fact]
    public void AssignmentWritesBroadcastAndConverted()
    {
        var x = Grid();
        x[.., 0] = -1;
        x[0, 1..] = Tensor.From(7L, 8, 9);
        x[1..3, 2..] = Tensor.From(new[,] { { 20.0 }, { 30.0 } });
        x.ToArray<float>().ShouldBe([-1, 7, 8, 9, -1, 5, 20, 20, -1, 9, 30, 30]);
    }

    [Fact]
    public void CompoundAssignmentWorksThroughAnIndexer()
    {
        var x = Grid();
        x[0] += 10;
        x[.., 3] *= 2;
        x.ToArray<float>().ShouldBe([10, 11, 12, 26, 4, 5, 6, 14, 8, 9, 10, 22]);
    }

    [Fact]
    public void AssigningAnOverlappingPartReadsTheOldValues()
    {
        var x = Tensor.Arange(0f, 5f, 1f);
        x[1..] = x[..^1].Clone();
        x.ToArray<float>().ShouldBe([0, 0, 1, 2, 3]);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Should.Throw<TensorIndexException>(() => Grid()[3]).Message.ShouldBe("Index 3 is out of range for dimension 0 of size 3 in shape [3, 4].");
        Should.Throw<TensorIndexException>(() => Grid()[0, ^5]).Message.ShouldBe("Index ^5 is out of range for dimension 1 of size 4 in shape [3, 4].");
        Should.Throw<TensorIndexException>(() => Grid()[0, 0, 0]).Message.ShouldBe("3 indices were given for shape [3, 4], which has 2 dimensions.");
        Should.Throw<TensorIndexException>(() => Grid()[TensorIndex.Ellipsis, TensorIndex.Ellipsis]).Message.ShouldBe("An indexer may hold one Ellipsis.");
        Should.Throw<ShapeException>(() => Grid()[0] = Tensor.Zeros([3])).Message.ShouldBe("Assignment cannot broadcast shape [3] to the target's shape [4].");
    }
}

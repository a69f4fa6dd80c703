namespace Flint.Tests.Tensors;

public sealed class TriangleIndexTests
{
    [Fact]
    public void RowsAndColumnsOfTriangles()
    {
        Tensor.TrilIndices(3, 3, -1).ToArray<long>().ShouldBe([1L, 2, 2, 0, 0, 1]);
        Tensor.TriuIndices(2, 3).ToArray<long>().ShouldBe([0L, 0, 0, 1, 1, 0, 1, 2, 1, 2]);
        Tensor.TriuIndices(2, 2, 5).Shape.ShouldBe([2, 0]);
    }

    [Fact]
    public void ViewsShareMemory()
    {
        var x = Tensor.Zeros([3, 3]);
        x.Diagonal().Fill(1);
        x.ToArray<float>().ShouldBe(Tensor.Eye(3).ToArray<float>());
        x.Unfold(1, 2, 1)[0, 1, 1] = 5;
        x[0, 2].Item().ShouldBe(5);
        x.Unbind()[1].Fill(7);
        x[1].ToArray<float>().ShouldBe([7f, 7, 7]);
    }

    [Fact]
    public void AnIndexTensorOnTheLeftWrites()
    {
        var x = Tensor.Zeros([3, 2]);
        x[Tensor.From(2L, 0)] = Tensor.From(1f, 2);
        x[x > 1.5f] = 9f;
        x.ToArray<float>().ShouldBe([1f, 9, 0, 0, 1, 9]);
        x[Tensor.From(0L, 0, 1)] += 1f;
        x.ToArray<float>().ShouldBe([2f, 10, 1, 1, 1, 9]);
    }

    [Fact]
    public void ALeafThatRequiresAGradientIsNotWritten()
    {
        var x = Tensor.Zeros([3]);
        x.RequiresGrad = true;
        Should.Throw<AutogradException>(() => x[Tensor.From(1L)] = 1f).Message.ShouldStartWith("Assignment would change a leaf");
    }
}

namespace Flint.Tests.Tensors;

public sealed class ViewTests
{
    [Fact]
    public void ViewsShareMemoryAndCopiesDoNot()
    {
        var x = Tensor.Zeros([2, 3, 4]);
        Tensor[] views = [x.Reshape(6, 4), x.Transpose(0, 2), x.Permute(1, 2, 0), x[1], x.Expand([5, 2, 3, 4]), x.Unsqueeze(0), x.Flatten(), x.Narrow(1, 0, 2), x.Detach(), x.MT];
        views.ShouldAllBe(view => ReferenceEquals(view.Storage, x.Storage));
        Tensor[] copies = [x.Clone(), x.MT.Contiguous(), x.Permute(2, 1, 0).Reshape(-1)];
        copies.ShouldAllBe(copy => !ReferenceEquals(copy.Storage, x.Storage));
    }

    [Fact]
    public void AReshapedViewOfAViewStaysAViewWhereStridesAllow()
    {
        var x = Tensor.Arange(24).Reshape(2, 3, 4);
        var tail = x[.., 1..];
        tail.Reshape(2, 8).Storage.ShouldBeSameAs(x.Storage);
        tail.Reshape(2, 8).ToArray<long>().ShouldBe([4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23]);
        tail.Reshape(16).Storage.ShouldNotBeSameAs(x.Storage);
    }

    [Fact]
    public void ShapesStridesAndSizesAreVisible()
    {
        var x = Tensor.Zeros([2, 3, 4]).Transpose(1, 2);
        x.Shape.ToString().ShouldBe("[2, 4, 3]");
        x.Strides.ToArray().ShouldBe([12, 1, 4]);
        (x.Size(0), x.Size(-1), x.Rank, x.Count, x.IsContiguous).ShouldBe((2, 3, 3, 24, false));
        Should.Throw<TensorIndexException>(() => x.Size(3)).Message.ShouldBe("Dimension 3 is out of range for shape [2, 4, 3]: use -3 to 2.");
        Should.Throw<TensorIndexException>(() => Tensor.Scalar(1f).Size(0)).Message.ShouldBe("Dimension 0 was asked of a scalar, which has none.");
    }

    [Fact]
    public void ShapesCompareByTheirSizes()
    {
        Shape a = [2, 3], b = new[] { 2, 3 }, swapped = [3, 2];
        (a == b, a != b, a.Equals((object)b), a.GetHashCode() == b.GetHashCode(), a == swapped).ShouldBe((true, false, true, true, false));
        (a[0], a[^1], a.Count, a.Rank).ShouldBe((2, 3, 6, 2));
    }

    [Fact]
    public void WritingThroughAnExpandedViewIsRefused() =>
        Should.Throw<InvalidOperationException>(() => Tensor.Zeros([1]).Expand([3]).Fill(1)).Message.ShouldBe(
            "Fill on an expanded view of shape [3] would write one memory cell for several elements: call Clone() first.");

    [Fact]
    public void AViewThatRepeatsNothingIsWritable()
    {
        var x = Tensor.Zeros([1, 3]);
        x[TensorIndex.NewAxis] += 1;
        x.Expand([1, 1, 3]).Fill(2);
        x.Unsqueeze(0).CopyFrom(x + 1);
        x.ToArray<float>().ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void InPlaceWorkOnOverlappingMemoryReadsTheOldValues()
    {
        var x = Tensor.Arange(0f, 9f, 1f).Reshape(3, 3);
        x += x.T;
        x.ToArray<float>().ShouldBe([0, 4, 8, 4, 8, 12, 8, 12, 16]);
        var y = Tensor.Arange(0f, 4f, 1f);
        y[1..] += y[..^1];
        y.ToArray<float>().ShouldBe([0, 1, 3, 5]);
    }

    [Fact]
    public void InPlaceArithmeticKeepsTheTensor()
    {
        var x = Tensor.Ones([2, 2]);
        var alias = x;
        x += 2;
        x *= Tensor.From(2f, 3);
        x -= 1;
        x /= 2;
        alias.ShouldBeSameAs(x);
        x.ToArray<float>().ShouldBe([2.5f, 4, 2.5f, 4]);
    }

    [Fact]
    public void CopyFromConvertsAndBroadcasts()
    {
        var x = Tensor.Zeros([2, 2], DType.Int32);
        x.CopyFrom(Tensor.From(1.9, -2.9));
        x.ToArray<int>().ShouldBe([1, -2, 1, -2]);
        Should.Throw<ShapeException>(() => x.CopyFrom(Tensor.Zeros([3]))).Message.ShouldContain("cannot broadcast shape [3]");
    }
}

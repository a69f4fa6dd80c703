namespace Flint.Tests.Tensors;

/// <summary>A source that shows the memory being written is read as it was before, at any size and number of threads.</summary>
public sealed class OverlapTests
{
    public static TheoryData<int> Sizes => [3, 67, 1500];

    static Tensor Square(int n) => Tensor.Arange(n * n).To(DType.Float32).Reshape(n, n);

    [Theory, MemberData(nameof(Sizes))]
    public void CopyFromTheTranspose(int n)
    {
        var (x, before) = (Square(n), Square(n));
        x.CopyFrom(x.T);
        Same(x, before.T);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void AssignTheTranspose(int n)
    {
        var (x, before) = (Square(n), Square(n));
        x[..] = x.T;
        Same(x, before.T);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void AddTheTranspose(int n)
    {
        var (x, before) = (Square(n), Square(n));
        x += x.T;
        Same(x, before + before.T);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void ShiftDownAndRight(int n)
    {
        var (x, before) = (Square(n), Square(n));
        x[1..] = x[..^1];
        Same(x[1..], before[..^1]);
        (x, before) = (Square(n), Square(n));
        x[.., 1..] = x[.., ..^1];
        Same(x[.., 1..], before[.., ..^1]);
        (x, before) = (Square(n), Square(n));
        x[1..].CopyFrom(x[0]);
        Same(x[1..], before[0].Expand([n - 1, n]));
    }

    [Fact]
    public void GradientsFlowThroughAnOverlappingCopy()
    {
        var p = Tensor.Ones([3]);
        p.RequiresGrad = true;
        var x = p * Tensor.From(1f, 2, 3);
        x[1..] = x[..^1];
        (x * Tensor.From(1f, 10, 100)).Sum().Backward();
        p.Grad!.ToArray<float>().ShouldBe([11, 200, 0]);
    }

    static void Same(Tensor x, Tensor expected) => x.Eq(expected).All().Item<bool>().ShouldBeTrue();
}

using Flint.Data;
using Flint.NN;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

public class MixingTests
{
    static readonly Batch Pictures = new(Tensor.Arange(0f, 3 * 2 * 4 * 6).Reshape(3, 2, 4, 6), Tensor.From([2L, 0, 1], [3]));

    [Fact]
    public void MixUp_mixes_each_example_with_the_one_before()
    {
        var (inputs, targets) = new MixUp(3).Mix(Pictures, 0.75);
        // Example i begins at 48 i; the one before the first is the last.
        for (var i = 0; i < 3; i++) inputs[i, 0, 0, 0].Item().ShouldBe(0.75f * 48 * i + 0.25f * 48 * ((i + 2) % 3), 1e-4f);
        targets.ToArray<float>().ShouldBe([0, 0.25f, 0.75f, 0.75f, 0, 0.25f, 0.25f, 0.75f, 0]);
        var again = new MixUp(3).Mix(new(inputs, targets), 0.5).Targets;
        again.Sum(1).ToArray<float>().ShouldBe([1, 1, 1]);
        Loss.CrossEntropy(Tensor.Zeros([3, 3]), targets).Item().ShouldBe(MathF.Log(3), 1e-6f);
    }

    [Fact]
    public void CutMix_takes_a_rectangle_of_the_one_before_and_counts_its_pixels()
    {
        // Half the area: sides of 0.707: 2 of 4 rows and 4 of 6 columns around row 2, column 1; one column of it falls outside.
        var (inputs, targets) = new CutMix(3).Mix(Pictures, 0.5, x: 1, y: 2);
        for (var i = 0; i < 3; i++)
            for (var y = 0; y < 4; y++)
                for (var x = 0; x < 6; x++)
                {
                    var from = y is 1 or 2 && x < 3 ? (i + 2) % 3 : i;
                    inputs[i, 1, y, x].Item().ShouldBe(48 * from + 24 + 6 * y + x);
                }
        targets.ToArray<float>().ShouldBe([0, 0.25f, 0.75f, 0.75f, 0, 0.25f, 0.25f, 0.75f, 0]);
        Pictures.Inputs[0, 0, 1, 1].Item().ShouldBe(7);
        var whole = new CutMix(3).Mix(Pictures, 1, x: 3, y: 3);
        whole.Inputs.ToArray<float>().ShouldBe(Pictures.Inputs.ToArray<float>());
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void Shares_are_of_the_Beta_distribution(double alpha)
    {
        var (mixer, random) = (new BatchMixer(3, alpha), new Generator(7));
        var shares = Enumerable.Range(0, 4000).Select(_ => mixer.Share(random)).ToList();
        var variance = 1 / (4 * (2 * alpha + 1)); // of Beta(a, a), whose mean is 1/2
        shares.Average().ShouldBe(0.5, 5 * Math.Sqrt(variance / 4000));
        shares.Average(s => (s - 0.5) * (s - 0.5)).ShouldBe(variance, 0.12 * variance);
        shares.ShouldAllBe(s => s >= 0 && s <= 1);
    }

    [Fact]
    public void Labels_out_of_range_are_told()
    {
        Should.Throw<TensorIndexException>(() => new MixUp(2).Apply(Pictures)).Message.ShouldContain("Example 0 of a batch has label 2, but there are 2 classes");
        Should.Throw<ShapeException>(() => new CutMix(3).Apply(new(Tensor.Zeros([3, 2]), Pictures.Targets))).Message.ShouldContain("[3, 2]");
        Should.Throw<ArgumentOutOfRangeException>(() => new MixUp(3, alpha: 0));
    }
}

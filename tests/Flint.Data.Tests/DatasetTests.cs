namespace Flint.Data.Tests;

public class DatasetTests
{
    static TensorDataset Numbers(int count) => DataLoaderTests.Numbers(count);

    [Fact]
    public void Subsets_take_and_concat_pick_the_right_examples()
    {
        Targets(Numbers(10).Subset(7, 7, 0)).ShouldBe([7, 7, 0]);
        Targets(Numbers(10).Subset(7, 5, 0).Subset(1)).ShouldBe([5]);
        Targets(Numbers(10).Take(3)).ShouldBe([0, 1, 2]);
        Numbers(2).Take(9).Count.ShouldBe(2);
        Targets(Numbers(2).Concat(Numbers(3))).ShouldBe([0, 1, 0, 1, 2]);
        Numbers(2).Concat(Numbers(3))[4].Target.Item<long>().ShouldBe(2);
        Should.Throw<TensorIndexException>(() => Numbers(3).Subset(3)).Message.ShouldContain("example 3 of a data set of 3: use 0 to 2");
        Should.Throw<TensorIndexException>(() => Numbers(3).Get([-1]));
        Should.Throw<TensorIndexException>(() => Numbers(3).Concat(Numbers(1))[4]);
    }

    [Theory]
    [InlineData(10, new[] { 0.8, 0.2 }, new[] { 8, 2 })]
    [InlineData(10, new[] { 0.7, 0.2, 0.1 }, new[] { 7, 2, 1 })]
    [InlineData(11, new[] { 0.5, 0.5 }, new[] { 6, 5 })]
    [InlineData(10, new[] { 0.25 }, new[] { 2 })]
    [InlineData(3, new[] { 1.0, 0.0 }, new[] { 3, 0 })]
    public void A_split_has_the_right_sizes_and_no_example_twice(int count, double[] fractions, int[] sizes)
    {
        var parts = Numbers(count).RandomSplit(fractions, seed: 1);
        parts.Select(p => p.Count).ShouldBe(sizes);
        parts.SelectMany(p => p.Count == 0 ? [] : Targets(p)).Distinct().Count().ShouldBe(sizes.Sum());
    }

    [Fact]
    public void A_split_follows_from_its_seed()
    {
        Targets(Numbers(50).RandomSplit([0.5], seed: 1)[0]).ShouldBe(Targets(Numbers(50).RandomSplit([0.5], seed: 1)[0]));
        Targets(Numbers(50).RandomSplit([0.5], seed: 2)[0]).ShouldNotBe(Targets(Numbers(50).RandomSplit([0.5], seed: 1)[0]));
        Should.Throw<ArgumentException>(() => Numbers(5).RandomSplit([0.9, 0.2]));
        Should.Throw<ArgumentException>(() => Numbers(5).RandomSplit([-0.1]));
        Should.Throw<ArgumentException>(() => Numbers(5).RandomSplit([]));
    }

    [Fact]
    public void Transforms_see_batches_or_examples()
    {
        var batches = Numbers(4).Map(b => new(b.Inputs, b.Targets.Reshape(-1, 1)));
        batches.Get([0, 1, 2]).Targets.Shape.ShouldBe([3, 1]);
        batches[2].Target.ToArray<long>().ShouldBe([2]);
        var examples = Numbers(4).MapEach(e => e with { Target = Tensor.From([e.Target.Item<long>() * 10], []) });
        Targets(examples).ShouldBe([0, 10, 20, 30]);
    }

    [Fact]
    public void Examples_that_do_not_agree_are_refused()
    {
        var ragged = Numbers(3).MapEach(e => e with { Input = Tensor.From(new float[(int)e.Target.Item<long>()], [(int)e.Target.Item<long>()]) });
        Should.Throw<ShapeException>(() => ragged.Get([1, 2])).Message.ShouldBe("Examples of one batch must agree, but the inputs are Float32 [1] at 0 and Float32 [2] at 1.");
        Should.Throw<ShapeException>(() => Numbers(3).MapEach(e => e).Get([]));
    }

    [Fact]
    public void A_tensor_data_set_checks_what_it_is_given()
    {
        var bytes = Tensor.From(new byte[12], [2, 3, 2]);
        var labels = Tensor.From([0L, 1L], [2]);
        Should.Throw<ShapeException>(() => new TensorDataset(bytes, Tensor.From([0L], [1]))).Message.ShouldContain("[2, 3, 2] and [1]");
        Should.Throw<DTypeException>(() => new TensorDataset(Tensor.From([1f, 2f], [2]), labels, Normalization.Unit)).Message.ShouldContain("Float32");
        Should.Throw<ShapeException>(() => new TensorDataset(bytes, labels, new(1 / 255.0, [0f, 0f], [1f]))).Message.ShouldContain("2 values for mean, but the images have 3 channels");
        Should.Throw<ArgumentException>(() => new TensorDataset(bytes, labels, new(1 / 255.0, [0f], [0f])));
    }

    [Fact]
    public void Channels_have_their_own_normalisation_and_it_can_be_exchanged()
    {
        var bytes = Tensor.From(Enumerable.Range(0, 2 * 2 * 9).Select(i => (byte)(7 * i)).ToArray(), [2, 2, 9]);
        var labels = Tensor.From([0L, 1L], [2]);
        var set = new TensorDataset(bytes, labels, new(1 / 255.0, [0.25f, 0.5f], [0.5f, 2f]));
        var expected = bytes.ToArray<byte>().Select((b, i) => i / 9 % 2 == 0 ? (b / 255f - 0.25f) / 0.5f : (b / 255f - 0.5f) / 2f).ToArray();
        set.Get([1, 0]).Inputs.ToArray<float>().ShouldBe([.. expected[18..], .. expected[..18]]);
        set.With(null).Get([0]).Inputs.DType.ShouldBe(DType.UInt8);
        set.With(new(1.0 / 16, [0f], [1f])).Get([0]).Inputs.ToArray<float>()[1].ShouldBe(7 / 16f);
        set[1].Input.Shape.ShouldBe([2, 9]);
    }

    [Fact]
    public void Every_length_of_row_is_normalised_to_its_end_and_no_further()
    {
        for (var n = 1; n <= 140; n++)
        {
            var bytes = Enumerable.Range(0, 3 * n).Select(i => (byte)(37 * i)).ToArray();
            var set = new TensorDataset(Tensor.From(bytes, [3, n]), Tensor.From([0L, 1L, 2L], [3]), Mnist.Normalization);
            set.All().Inputs.ToArray<float>().ShouldBe(bytes.Select(b => (b / 255f - 0.1307f) / 0.3081f), $"rows of {n}");
        }
    }

    static long[] Targets(Dataset data) => data.All().Targets.ToArray<long>();
}

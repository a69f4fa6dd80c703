namespace Flint.Data.Tests;

public class SamplerTests
{
    static readonly int[] Labels = [.. Enumerable.Range(0, 120).Select(i => i % 12 == 0 ? 2 : i % 3 == 0 ? 1 : 0)]; // 80, 30 and 10

    static TensorDataset Data(int count) => new TensorDataset(Tensor.Arange(count), Tensor.Arange(count));

    static List<long> Flat(IEnumerable<Batch> batches) => [.. batches.SelectMany(b => b.Targets.ToArray<long>())];

    public static TheoryData<string> All => ["random", "repeating", "subset", "weighted", "unrepeated", "stratified", "balanced"];

    static ISampler Make(string name) => name switch
    {
        "random" => new RandomSampler(120),
        "repeating" => new RepeatingSampler(new RandomSampler(120), 300),
        "subset" => new SubsetSampler([5, 7, 9, 100, 101]),
        "weighted" => new WeightedSampler(Labels.Select(l => l + 1.0)),
        "unrepeated" => new WeightedSampler(Labels.Select(l => l + 1.0), 50, replacement: false),
        "stratified" => new StratifiedSampler<int>(Labels),
        _ => new ClassBalancedSampler<int>(Labels),
    };

    [Theory, MemberData(nameof(All))]
    public void A_loader_gives_the_same_batches_for_a_seed_and_goes_on_at_a_saved_state(string name)
    {
        var all = Flat(New(2)).ToList();
        all.Count.ShouldBe(Make(name).Count);
        Flat(New(0)).ShouldBe(all);
        Flat(New(0, seed: 4)).ShouldNotBe(all);
        var second = New(2);
        Flat(second);
        Flat(second).ShouldNotBe(all);
        for (var stop = 1; stop < New(0).Count; stop += 3)
        {
            var (before, seen) = (New(2), new List<long>());
            foreach (var batch in before)
            {
                seen.AddRange(batch.Targets.ToArray<long>());
                if (before.State.Batch == stop) break;
            }
            var after = New(2);
            after.State = before.State;
            seen.AddRange(Flat(after));
            seen.ShouldBe(all);
        }
        DataLoader New(int prefetch, long seed = 3) => new(Data(120), batchSize: 4, seed: seed, prefetch: prefetch, sampler: Make(name));
    }

    [Fact]
    public void Repeated_passes_follow_each_other_without_a_gap()
    {
        var passes = new RandomSampler(7);
        var repeating = new RepeatingSampler(passes, count: 10);
        int[] epochs = [.. Enumerable.Range(0, 7).SelectMany(e => repeating.Order(seed: 5, e))];
        epochs.ShouldBe(Enumerable.Range(0, 10).SelectMany(p => passes.Order(seed: 5, p)));
        new RepeatingSampler(new SequentialSampler(7), 3).Order(0, epoch: 2).ShouldBe([6, 0, 1]);
        Should.Throw<ArgumentException>(() => new RepeatingSampler(new SequentialSampler(0), 3).Order(0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new RepeatingSampler(passes, 0));
    }

    [Fact]
    public void A_drawn_seed_is_part_of_the_state()
    {
        var first = new DataLoader(Data(120), 10, sampler: Make("weighted"));
        var order = Flat(first);
        var second = new DataLoader(Data(120), 10, sampler: Make("weighted")) { State = first.State with { Epoch = 0 } };
        Flat(second).ShouldBe(order);
    }

    [Fact]
    public void Stratified_batches_hold_the_shares()
    {
        var order = Make("stratified").Order(1, 0);
        order.Order().ShouldBe(Enumerable.Range(0, 120));
        foreach (var batch in order.Chunk(12)) // 8, 3 and 1 in the mean
            for (var c = 0; c < 3; c++) batch.Count(i => Labels[i] == c).ShouldBeInRange(new[] { 6, 1, 0 }[c], new[] { 10, 5, 3 }[c]);
        for (var n = 1; n <= 120; n++) Math.Abs(order.Take(n).Count(i => Labels[i] == 1) - n / 4.0).ShouldBeLessThan(2);
    }

    [Fact]
    public void Balanced_batches_hold_each_class_equally()
    {
        var order = Make("balanced").Order(1, 0);
        order.Length.ShouldBe(240);
        foreach (var batch in order.Chunk(12)) batch.CountBy(i => Labels[i]).ShouldAllBe(c => c.Value == 4);
        order.Where(i => Labels[i] == 0).Distinct().Count().ShouldBe(80);
        order.Where(i => Labels[i] == 2).CountBy(i => i).ShouldAllBe(c => c.Value == 8);
    }

    [Fact]
    public void Weights_decide_the_chances()
    {
        // 40000 draws of chance w/10: standard deviation below 100.
        var counts = new WeightedSampler([1, 0, 2, 3, 4, 0], 40_000).Order(7, 0).CountBy(i => i).ToDictionary();
        counts.Keys.Order().ShouldBe([0, 2, 3, 4]);
        foreach (var (i, chance) in new[] { (0, 0.1), (2, 0.2), (3, 0.3), (4, 0.4) }) ((double)counts[i]).ShouldBe(40_000 * chance, 500);
        // Without replacement of weights 1, 2, 3: the first is i with chance w/6, then the others by what is left.
        var sampler = new WeightedSampler([1, 2, 3], 3, replacement: false);
        var orders = Enumerable.Range(0, 6000).CountBy(epoch => string.Join("", sampler.Order(5, epoch))).ToDictionary();
        ((double)orders["210"]).ShouldBe(6000 * (3 / 6.0) * (2 / 3.0), 150);
        ((double)orders["012"]).ShouldBe(6000 * (1 / 6.0) * (2 / 5.0), 100);
    }

    [Fact]
    public void Order_is_kept_where_nothing_is_random()
    {
        Flat(new DataLoader(Data(120), 2, sampler: new SubsetSampler([3, 1, 1], shuffle: false))).ShouldBe([3, 1, 1]);
        new SequentialSampler(3).Order(1, 1).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Errors()
    {
        Should.Throw<ArgumentException>(() => new DataLoader(Data(3), shuffle: true, sampler: new RandomSampler(3))).Message.ShouldContain("the sampler decides");
        Should.Throw<TensorIndexException>(() => Flat(new DataLoader(Data(3), sampler: new SequentialSampler(4)))).Message.ShouldBe("The sampler asks for example 3 of a data set of 3: use 0 to 2.");
        Should.Throw<ArgumentException>(() => new WeightedSampler([1, -1])).Message.ShouldContain("weight of example 1 is -1");
        Should.Throw<ArgumentException>(() => new WeightedSampler([0, 0])).Message.ShouldContain("All weights are 0");
        Should.Throw<ArgumentException>(() => new WeightedSampler([1, 0], replacement: false)).Message.ShouldContain("2 draws without replacement");
        Should.Throw<ArgumentException>(() => new ClassBalancedSampler<int>([], 3)).Message.ShouldContain("no examples");
    }
}

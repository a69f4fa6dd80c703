namespace Flint.Data.Tests;

public class StreamLoaderTests
{
    static IEnumerable<Example> Count(int n) => Enumerable.Range(0, n).Select(i => new Example(Tensor.From([(float)i]), i));

    static List<int> Flat(IEnumerable<Batch> batches) => [.. batches.SelectMany(b => b.Targets.ToArray<int>())];

    [Fact]
    public void Batches_come_in_order_without_a_buffer()
    {
        var loader = new StreamLoader(_ => Count(7), batchSize: 3);
        loader.Select(b => b.Count).ShouldBe([3, 3, 1]);
        Flat(new StreamLoader(_ => Count(7), batchSize: 3)).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        Flat(new StreamLoader(_ => Count(7), batchSize: 3, dropLast: true)).ShouldBe([0, 1, 2, 3, 4, 5]);
        Flat(new StreamLoader(_ => Count(0), batchSize: 3)).ShouldBeEmpty();
        Flat(new StreamLoader(Slowly, batchSize: 2)).ShouldBe([0, 1, 2, 3, 4]);
        Flat(new StreamLoader(epoch => Count(epoch + 1)) { State = new(2, 0) }).ShouldBe([0, 1, 2]);

        static async IAsyncEnumerable<Example> Slowly(int epoch)
        {
            foreach (var example in Count(5))
            {
                await Task.Yield();
                yield return example;
            }
        }
    }

    [Fact]
    public void Only_as_much_is_read_as_the_buffer_holds()
    {
        var read = 0;
        var loader = new StreamLoader(_ => Count(1000).Select(e => { read++; return e; }), batchSize: 4, shuffleBuffer: 10);
        var first = Flat(loader.Take(1));
        read.ShouldBe(14);
        first.ShouldAllBe(i => i < 14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Shuffling_follows_from_seed_and_epoch_and_loses_nothing(int buffer)
    {
        var loader = New(1);
        var (first, second) = (Flat(loader), Flat(loader));
        first.Order().ShouldBe(Enumerable.Range(0, 50));
        second.Order().ShouldBe(Enumerable.Range(0, 50));
        Flat(New(1)).ShouldBe(first);
        if (buffer == 1) first.ShouldBe(Enumerable.Range(0, 50));
        else
        {
            second.ShouldNotBe(first);
            Flat(New(2)).ShouldNotBe(first);
        }
        for (var i = 0; i < 50; i++) first[i].ShouldBeLessThanOrEqualTo(i + buffer); // nothing comes before it was read
        StreamLoader New(long seed) => new(_ => Count(50), batchSize: 8, shuffleBuffer: buffer, seed: seed);
    }

    [Fact]
    public void A_loader_goes_on_at_a_saved_state()
    {
        var all = New();
        var expected = Flat(all).Concat(Flat(all)).ToList();
        for (var stop = 1; stop < 5; stop++)
        {
            var (before, seen) = (New(), new List<int>());
            foreach (var batch in before)
            {
                seen.AddRange(batch.Targets.ToArray<int>());
                if (before.State.Batch == stop) break;
            }
            var after = New();
            after.State = before.State;
            seen.AddRange(Flat(after));
            seen.AddRange(Flat(after));
            seen.ShouldBe(expected);
        }
        static StreamLoader New() => new(_ => Count(20), batchSize: 4, shuffleBuffer: 6, seed: 3);
    }

    [Fact]
    public void Data_sets_in_memory_cached_chained_and_zipped()
    {
        var list = new ListDataset([.. Count(3)], ["a", "b", "c"]);
        list.All().Targets.ToArray<int>().ShouldBe([0, 1, 2]);
        Should.Throw<TensorIndexException>(() => list[3]);
        var made = 0;
        var cached = list.MapEach(e => { made++; return e; }).Cache();
        for (var i = 0; i < 3; i++) cached.All().Targets.ToArray<int>().ShouldBe([0, 1, 2]);
        made.ShouldBe(3);
        cached.Classes.ShouldBe(["a", "b", "c"]);
        Dataset.Chain(list, list.Subset(2), list).All().Targets.ToArray<int>().ShouldBe([0, 1, 2, 2, 0, 1, 2]);
        Should.Throw<ArgumentException>(() => Dataset.Chain()).Message.ShouldContain("1 data set or more");
        var (first, second) = new DataLoader<ZippedBatch>(new ZippedDataset(list, cached), batchSize: 2).Last();
        first.Targets.ToArray<int>().ShouldBe(second.Targets.ToArray<int>());
        Should.Throw<ArgumentException>(() => new ZippedDataset(list, list.Take(2))).Message.ShouldContain("3 and 2");
        Should.Throw<ArgumentOutOfRangeException>(() => new StreamLoader(_ => Count(1), batchSize: 0));
    }

    [Fact]
    public void A_table_becomes_a_data_set()
    {
        var table = Table.Parse("x,kind,price\n1,b,10\n3,a,20\n,b,30\n");
        var pipeline = new TablePipeline().Add("x", new Imputer(), new MinMaxScaler());
        pipeline.Fit(table);
        var classes = new OrdinalEncoder();
        classes.Fit(table["kind"]);
        var data = table.ToDataset(pipeline, "kind", classes);
        data.Classes.ShouldBe(["a", "b"]);
        data.All().Inputs.ToArray<float>().ShouldBe([0, 1, 0.5f]);
        data.All().Targets.ToArray<long>().ShouldBe([1, 0, 1]);
        var prices = table.ToDataset(pipeline, "price").All().Targets;
        prices.Shape.ShouldBe(new Shape([3, 1]));
        prices.ToArray<float>().ShouldBe([10, 20, 30]);
    }
}

namespace Flint.Data.Tests;

public class DataLoaderTests
{
    [Theory]
    [InlineData(10, 3, false, new[] { 3, 3, 3, 1 })]
    [InlineData(10, 3, true, new[] { 3, 3, 3 })]
    [InlineData(9, 3, true, new[] { 3, 3, 3 })]
    [InlineData(2, 5, false, new[] { 2 })]
    [InlineData(2, 5, true, new int[0])]
    [InlineData(0, 5, false, new int[0])]
    public void Batches_cover_the_data_once(int count, int batchSize, bool dropLast, int[] sizes)
    {
        var loader = new DataLoader(Numbers(count), batchSize, shuffle: true, dropLast: dropLast);
        loader.Count.ShouldBe(sizes.Length);
        loader.ExampleCount.ShouldBe(sizes.Sum());
        var batches = loader.ToList();
        batches.Select(b => b.Count).ShouldBe(sizes);
        Flat(batches).Distinct().Count().ShouldBe(sizes.Sum());
    }

    [Fact]
    public void Without_shuffling_the_order_is_that_of_the_data() =>
        Flat(new DataLoader(Numbers(7), batchSize: 2)).ShouldBe([0, 1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Shuffling_follows_from_seed_and_epoch_alone()
    {
        var loader = new DataLoader(Numbers(100), batchSize: 7, shuffle: true, seed: 1);
        var (first, second) = (Flat(loader), Flat(loader));
        first.Order().ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i));
        second.ShouldNotBe(first);
        var again = new DataLoader(Numbers(100), batchSize: 20, shuffle: true, seed: 1, prefetch: 0);
        Flat(again).ShouldBe(first);
        Flat(again).ShouldBe(second);
        Flat(new DataLoader(Numbers(100), batchSize: 7, shuffle: true, seed: 2)).ShouldNotBe(first);
    }

    [Fact]
    public void Every_order_of_three_is_equally_likely()
    {
        // 6000 epochs of 3 examples: each of the 6 orders 1000 times, with a standard deviation of 29.
        var loader = new DataLoader(Numbers(3), batchSize: 3, shuffle: true, seed: 5, prefetch: 0);
        var counts = Enumerable.Range(0, 6000).CountBy(_ => string.Join("", Flat(loader))).ToDictionary();
        counts.Count.ShouldBe(6);
        counts.Values.ShouldAllBe(c => Math.Abs(c - 1000) < 150);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_loader_goes_on_at_a_saved_state(int prefetch)
    {
        var loader = New();
        var all = Flat(loader).Concat(Flat(loader)).ToList();
        for (var stop = 0; stop <= 2 * loader.Count; stop++)
        {
            var before = New();
            var seen = new List<long>();
            for (var n = 0; n < stop;)
                foreach (var batch in before)
                {
                    seen.AddRange(batch.Targets.ToArray<long>());
                    if (++n == stop) break;
                }
            var after = New();
            after.State = before.State;
            while (after.State.Epoch < 2) seen.AddRange(Flat(after));
            seen.ShouldBe(all);
        }
        DataLoader New() => new(Numbers(10), batchSize: 3, shuffle: true, seed: 9, prefetch: prefetch);
    }

    [Fact]
    public void Without_a_seed_the_order_comes_from_the_ambient_generator_and_is_part_of_the_state()
    {
        Random.Seed(1);
        var (first, second) = (New(), New());
        var order = Flat(first);
        Flat(second).ShouldNotBe(order);
        Random.Seed(1);
        Flat(New()).ShouldBe(order);

        var (resumed, generator) = (New(), Random.Generator.State);
        resumed.State = first.State with { Epoch = 0 };
        Flat(resumed).ShouldBe(order);
        Random.Generator.State.ShouldBe(generator);
        new DataLoader(Numbers(50), shuffle: true, seed: 4).State.Seed.ShouldBeNull();

        static DataLoader New() => new(Numbers(50), batchSize: 7, shuffle: true);
    }

    [Fact]
    public void State_counts_batches_handed_out_not_made()
    {
        var loader = new DataLoader(Numbers(10), batchSize: 3);
        foreach (var _ in loader)
        {
            loader.State.ShouldBe(new(0, 1));
            break;
        }
        Flat(loader).Count.ShouldBe(10);
        loader.State.ShouldBe(new(2, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => loader.State = new(0, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_error_reaches_the_consumer_in_its_place_with_what_was_loaded(int prefetch)
    {
        var loader = new DataLoader(new Failing(), batchSize: 2, prefetch: prefetch);
        var seen = new List<long>();
        var error = Should.Throw<LoaderException>(() =>
        {
            foreach (var (_, targets) in loader) seen.AddRange(targets.ToArray<long>());
        });
        seen.ShouldBe([0, 1, 2, 3]);
        error.Message.ShouldBe("Batch 2 of epoch 0 (examples 4, 5) could not be loaded: broken example");
        error.InnerException.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public void Leaving_early_stops_the_worker()
    {
        var source = new Counting();
        for (var i = 0; i < 20; i++)
            foreach (var _ in new DataLoader(source, batchSize: 1)) break;
        var made = source.Made;
        // Leaving waits for the worker, so nothing can be made any more: one taken, two waiting, one in the making.
        made.ShouldBeLessThanOrEqualTo(20 * 4);
        Thread.Sleep(50);
        source.Made.ShouldBe(made);
    }

    [Fact]
    public void The_queue_is_bounded()
    {
        var source = new Counting();
        using var batches = new DataLoader(source, batchSize: 1, prefetch: 3).GetEnumerator();
        batches.MoveNext();
        for (var i = 0; i < 1000 && source.Made < 4; i++) Thread.Sleep(1);
        Thread.Sleep(20);
        source.Made.ShouldBe(4);
    }

    [Fact]
    public void Random_transforms_repeat_with_the_seed_and_do_not_touch_the_callers_stream()
    {
        Random.Seed(3);
        var untouched = Random.Generator.State;
        var noisy = Numbers(8).Map(b => b with { Inputs = Tensor.Rand([b.Count]) });
        var (ahead, direct) = (Noise(2, 0), Noise(0, 0));
        ahead.ShouldBe(direct);
        ahead.Distinct().Count().ShouldBe(8);
        Noise(2, 1).ShouldBe(ahead[2..]);
        Random.Generator.State.ShouldBe(untouched);

        List<float> Noise(int prefetch, int from)
        {
            var loader = new DataLoader(noisy, batchSize: 2, seed: 4, prefetch: prefetch) { State = new(0, from) };
            return [.. loader.SelectMany(b => b.Inputs.ToArray<float>())];
        }
    }

    [Fact]
    public void What_is_drawn_for_an_example_follows_from_seed_epoch_and_example_alone()
    {
        var noisy = Numbers(20).MapEach(e => e with { Input = Tensor.Rand([3]) });
        var first = Epochs(noisy, batchSize: 4, workers: 1);
        first.Distinct().Count().ShouldBe(40);
        Epochs(noisy, batchSize: 4, workers: 3).ShouldBe(first);
        Epochs(noisy, batchSize: 7, workers: 2).ShouldBe(first);
        Epochs(noisy, batchSize: 3, workers: 1, prefetch: 0).ShouldBe(first);
        Epochs(noisy.Map(b => b), batchSize: 6, workers: 2).ShouldBe(first);

        // A second random step draws other numbers than the first.
        var twice = noisy.MapEach(e => e with { Input = Tensor.Stack([e.Input, Tensor.Rand([3])]) });
        twice.Get([5]).Inputs.ToArray<float>().Distinct().Count().ShouldBe(6);
        twice.Map(b => b with { Inputs = b.Inputs + Tensor.Rand([1]) }).MapEach(e => e with { Input = e.Input - Tensor.Rand([1]) })
            .Get([5]).Inputs.ToArray<float>().ShouldNotBe(twice.Get([5]).Inputs.ToArray<float>());

        static IEnumerable<float> Epochs(Dataset data, int batchSize, int workers, int prefetch = 2)
        {
            var loader = new DataLoader(data, batchSize, shuffle: true, seed: 8, prefetch: prefetch, workers: workers);
            var drawn = new SortedDictionary<(int Epoch, long Example), float>();
            for (var epoch = 0; epoch < 2; epoch++)
                foreach (var (inputs, targets) in loader)
                    for (var i = 0; i < targets.Size(0); i++) drawn.Add((epoch, targets[i].Item<long>()), inputs[i].Sum().Item());
            return drawn.Values;
        }
    }

    [Fact]
    public void A_data_set_asked_directly_draws_anew_each_time_and_leaves_the_stream_alone_where_it_draws_nothing()
    {
        Random.Seed(6);
        var noisy = Numbers(4).MapEach(e => e with { Input = Tensor.Rand([3]) });
        var (one, other) = (noisy.Get([1]).Inputs.ToArray<float>(), noisy.Get([1]).Inputs.ToArray<float>());
        one.ShouldNotBe(other);
        Random.Seed(6);
        noisy.Get([1]).Inputs.ToArray<float>().ShouldBe(one);
        var before = Random.Generator.State;
        new ListDataset([new(1, 1), new(2, 2)]).Get([0, 1]);
        Random.Generator.State.ShouldBe(before);
    }

    [Fact]
    public void Several_workers_make_batches_at_a_time_and_hand_them_out_in_order()
    {
        using var meeting = new Barrier(3);
        // No batch of the first three is ready before the other two are begun.
        var data = Numbers(30).Map(b =>
        {
            if (b.Targets[0].Item<long>() < 15) meeting.SignalAndWait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
            return b;
        });
        Flat(new DataLoader(data, batchSize: 5, workers: 3)).ShouldBe(Enumerable.Range(0, 30).Select(i => (long)i));
    }

    [Fact]
    public void The_first_failure_in_order_is_told_after_what_comes_before_it()
    {
        using var later = new ManualResetEventSlim();
        var data = Numbers(12).Map(b =>
        {
            switch (b.Targets[0].Item<long>())
            {
                case 4:
                    later.Wait(TimeSpan.FromSeconds(20));
                    throw new InvalidDataException("the second batch");
                case 8:
                    later.Set();
                    throw new InvalidDataException("the third batch");
            }
            return b;
        });
        var seen = new List<long>();
        var error = Should.Throw<LoaderException>(() =>
        {
            foreach (var (_, targets) in new DataLoader(data, batchSize: 4, workers: 3)) seen.AddRange(targets.ToArray<long>());
        });
        error.Message.ShouldContain("the second batch");
        seen.ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Leaving_early_stops_all_workers()
    {
        var source = new Counting();
        foreach (var _ in new DataLoader(source, batchSize: 1, workers: 3)) break;
        var made = source.Made;
        made.ShouldBeLessThanOrEqualTo(4);
        Thread.Sleep(50);
        source.Made.ShouldBe(made);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DataLoader(Numbers(1), batchSize: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DataLoader(Numbers(1), prefetch: -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new DataLoader(Numbers(1), workers: 0));
        Should.Throw<ArgumentNullException>(() => new DataLoader(null!));
    }

    internal static TensorDataset Numbers(int count)
    {
        var numbers = Enumerable.Range(0, count).Select(i => (long)i).ToArray();
        return new(Tensor.From(numbers, [count, 1]), Tensor.From(numbers, [count]));
    }

    static List<long> Flat(IEnumerable<Batch> batches) => [.. batches.SelectMany(b => b.Targets.ToArray<long>())];

    sealed class Failing : Dataset
    {
        public override int Count => 10;

        public override Example this[int index] => index == 5
            ? throw new InvalidDataException("broken example")
            : new(Tensor.From([(long)index], []), Tensor.From([(long)index], []));
    }

    sealed class Counting : Dataset
    {
        int made;

        internal int Made => Volatile.Read(ref made);

        public override int Count => 1000;

        public override Example this[int index]
        {
            get
            {
                Interlocked.Increment(ref made);
                return new(Tensor.From([1L], []), Tensor.From([1L], []));
            }
        }
    }
}

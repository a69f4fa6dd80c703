namespace Flint.Data.Tests;

public class FoldTests
{
    [Fact]
    public void Folds_agree_with_scikit_learn()
    {
        foreach (var c in TablesFixture.Root.GetProperty("folds").EnumerateArray())
        {
            var (n, args) = (c.GetProperty("n").GetInt32(), c.GetProperty("args"));
            var k = args.TryGetProperty("k", out var given) ? given.GetInt32() : 0;
            int? Arg(string name) => args.TryGetProperty(name, out var value) ? value.GetInt32() : null;
            int[] Of(string name) => c.GetProperty(name).Integers();
            var name = c.GetProperty("name").GetString()!;
            var folds = name switch
            {
                "KFold" => new KFold(k).Split(n),
                "StratifiedKFold" => new StratifiedKFold(k).Split(Of("labels")),
                "GroupKFold" => new GroupKFold(k).Split(Of("groups")),
                "StratifiedGroupKFold" => new StratifiedGroupKFold(k).Split(Of("labels"), Of("groups")),
                "TimeSeriesSplit" => new TimeSeriesSplit(k, Arg("max"), Arg("test"), Arg("gap") ?? 0).Split(n),
                _ => LeaveOneOut.Split(n),
            };
            foreach (var (i, expected) in c.GetProperty("folds").EnumerateArray().Index())
            {
                folds[i].Train.ShouldBe(expected.GetProperty("train").Integers(), $"{name} {i}");
                folds[i].Test.ShouldBe(expected.GetProperty("test").Integers(), $"{name} {i}");
            }
            folds.Length.ShouldBe(c.GetProperty("folds").GetArrayLength());
        }
    }

    [Fact]
    public void Cuts_have_the_sizes_of_scikit_learn()
    {
        foreach (var c in TablesFixture.Root.GetProperty("cuts").EnumerateArray())
        {
            var share = c.GetProperty("share").GetDouble();
            if (c.TryGetProperty("labels", out var given))
            {
                var labels = given.Integers();
                var fold = TrainTestSplit.Stratified(labels, share, seed: 3);
                PerClass(fold.Train).ShouldBe(c.GetProperty("train").Integers());
                PerClass(fold.Test).ShouldBe(c.GetProperty("test").Integers());
                IsPartition(fold, labels.Length);
                int[] PerClass(int[] part) => [.. Enumerable.Range(0, 3).Select(k => part.Count(i => labels[i] == k))];
            }
            else
            {
                var n = c.GetProperty("n").GetInt32();
                var fold = TrainTestSplit.Split(n, share, seed: 3);
                (fold.Train.Length, fold.Test.Length).ShouldBe((c.GetProperty("train").GetInt32(), c.GetProperty("test").GetInt32()));
                IsPartition(fold, n);
            }
        }
    }

    [Fact]
    public void Shuffled_folds_follow_from_the_seed()
    {
        var labels = Enumerable.Range(0, 31).Select(i => i % 3 == 0 ? "a" : "b").ToArray();
        Func<long, DataSplit[]>[] makers = [s => new KFold(4, true, s).Split(31), s => new StratifiedKFold(4, true, s).Split(labels), s => new RepeatedKFold(4, 3, s).Split(31), s => [TrainTestSplit.Split(31, 0.3, s)], s => [TrainTestSplit.Stratified(labels, 0.3, s)]];
        foreach (var make in makers)
        {
            var folds = make(1);
            make(1).SelectMany(f => f.Test).ShouldBe(folds.SelectMany(f => f.Test));
            make(2).SelectMany(f => f.Test).ShouldNotBe(folds.SelectMany(f => f.Test));
            foreach (var fold in folds) IsPartition(fold, 31);
        }
        new StratifiedKFold(4, true, 1).Split(labels).Select(f => f.Test.Count(i => labels[i] == "a")).ShouldBe(new StratifiedKFold(4).Split(labels).Select(f => f.Test.Count(i => labels[i] == "a")));
        var repeated = new RepeatedKFold(4, 3, 1).Split(31);
        repeated.Length.ShouldBe(12);
        repeated.Chunk(4).ShouldAllBe(r => r.SelectMany(f => f.Test).Order().SequenceEqual(Enumerable.Range(0, 31)));
        repeated[0].Test.ShouldNotBe(repeated[4].Test);
    }

    [Fact]
    public void Too_few_examples_are_told()
    {
        Should.Throw<FoldException>(() => new KFold(5).Split(4)).Message.ShouldBe("KFold cannot make 5 folds of 4 examples: use at most 4 folds.");
        Should.Throw<FoldException>(() => new StratifiedKFold(3).Split(["a", "b", "a", "a", "b"])).Message
            .ShouldBe("StratifiedKFold cannot put each class into 3 folds: class 'b' has 2 examples. Use at most 2 folds, or KFold.");
        Should.Throw<FoldException>(() => new StratifiedKFold(3).Split(Array.Empty<int>())).Message.ShouldContain("no examples");
        Should.Throw<FoldException>(() => new GroupKFold(3).Split([1, 1, 2, 2])).Message.ShouldContain("2 groups");
        Should.Throw<FoldException>(() => new StratifiedGroupKFold(3).Split([1, 1, 2, 2], [1, 1, 2, 2])).Message.ShouldContain("2 groups");
        Should.Throw<FoldException>(() => new TimeSeriesSplit(3).Split(3)).Message.ShouldContain("nothing is left to train on");
        Should.Throw<FoldException>(() => LeaveOneOut.Split(1)).Message.ShouldContain("2 examples or more");
        Should.Throw<FoldException>(() => TrainTestSplit.Split(1)).Message.ShouldContain("empty");
        Should.Throw<FoldException>(() => TrainTestSplit.Stratified([1, 1, 2])).Message.ShouldContain("class '2' has 1");
        Should.Throw<FoldException>(() => TrainTestSplit.Stratified([1, 1, 2, 2, 3, 3], 0.3)).Message.ShouldContain("cannot hold 3 classes");
        Should.Throw<ArgumentOutOfRangeException>(() => new KFold(1)).Message.ShouldContain("2 folds or more");
        Should.Throw<ArgumentOutOfRangeException>(() => TrainTestSplit.Split(10, 1));
    }

    static void IsPartition(DataSplit fold, int count) => fold.Train.Concat(fold.Test).Order().ShouldBe(Enumerable.Range(0, count));
}

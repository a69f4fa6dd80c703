using Flint.Testing;

namespace Flint.Data.Tests;

public class KnownSetsTests
{
    static readonly string Root = Repository.Path("data");

    [Fact]
    public void Mnist_has_the_published_counts_and_statistics()
    {
        var train = Mnist.Train(Root);
        train.Count.ShouldBe(60_000);
        train.Inputs.Shape.ShouldBe([60_000, 1, 28, 28]);
        Mnist.Test(Root).Count.ShouldBe(10_000);
        // Mean and standard deviation as everybody quotes them: 0.1307 and 0.3081.
        var computed = IdxPair.Statistics(train.Inputs);
        computed.Mean[0].ShouldBe(0.1307f, 5e-5f);
        computed.Std[0].ShouldBe(0.3081f, 5e-5f);
        // The first labels of the training set, and the counts of the ten digits of the test set as published.
        train.Targets.ToArray<long>()[..8].ShouldBe([5, 0, 4, 1, 9, 2, 1, 3]);
        Mnist.Test(Root).Targets.ToArray<long>().CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value)
            .ShouldBe([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    }

    [Fact]
    public void A_batch_is_normalised_as_torchvision_does()
    {
        var train = Mnist.Train(Root);
        var (images, labels) = train.Get([7, 3]);
        images.Shape.ShouldBe([2, 1, 28, 28]);
        images.DType.ShouldBe(DType.Float32);
        labels.DType.ShouldBe(DType.Int64);
        var expected = train.Inputs.ToArray<byte>().AsSpan(7 * 784, 784).ToArray().Select(b => (b / 255f - 0.1307f) / 0.3081f);
        images.ToArray<float>()[..784].ShouldBe(expected);
        labels.ToArray<long>().ShouldBe([3, 1]);
    }

    [Fact]
    public void The_loop_of_the_documentation_runs_over_all_of_Mnist()
    {
        var (count, sum) = (0, 0L);
        foreach (var (images, labels) in new DataLoader(Mnist.Train(), batchSize: 64, shuffle: true, seed: 1))
        {
            images.Shape.Span[1..].ToArray().ShouldBe([1, 28, 28]);
            count += images.Size(0);
            sum += labels.ToArray<long>().Sum();
        }
        count.ShouldBe(60_000);
        sum.ShouldBe(Mnist.Train(Root).Targets.ToArray<long>().Sum());
    }

    [Fact]
    public void Digits_have_the_published_counts_and_statistics()
    {
        var (train, test) = (Digits.Train(Root), Digits.Test(Root));
        (train.Count, test.Count).ShouldBe((3823, 1797));
        // The counts of the ten digits in optdigits.names.
        train.Targets.ToArray<long>().CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value).ShouldBe([376, 389, 380, 389, 387, 376, 377, 387, 380, 382]);
        test.Targets.ToArray<long>().CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value).ShouldBe([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        var values = train.All().Inputs.ToArray<float>();
        values.Average().ShouldBe(0f, 1e-3f);
        values.Select(v => (double)v * v).Average().ShouldBe(1, 1e-3);
        test[0].Input.Shape.ShouldBe([1, 8, 8]);
    }

    [Theory]
    [InlineData("1,2,3\n", "line 1 has 3 columns, expected 65")]
    [InlineData("x\n", "in line 1, column 1 is 'x'")]
    [InlineData("17,\n", "in line 1, column 1 is '17'")]
    [InlineData("", "is empty")]
    public void A_damaged_table_is_refused(string text, string says) =>
        Should.Throw<FileFormatException>(() => DigitsTable.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "optdigits.tra"))
            .Message.ShouldContain(says);

    [Fact]
    public void A_class_beyond_nine_and_a_column_too_many_are_refused()
    {
        var zeros = string.Join(',', Enumerable.Repeat("0", 64));
        Table(zeros + ",10").ShouldContain("in line 1, column 65 is '10'");
        Table(zeros + ",1,1").ShouldContain("in line 1, column 66 is '1'");
    }

    [Fact]
    public void Data_that_is_nowhere_is_an_error_that_says_where_it_looked_and_how_to_get_it()
    {
        using var folder = new TempFolder();
        var error = Should.Throw<NotFoundException>(() => Mnist.Train(folder.Path));
        error.Message.ShouldContain(folder.Path);
        error.Message.ShouldContain("flint data get mnist");
        var named = Should.Throw<NotFoundException>(() => IdxFolder.Open("no-such-data"));
        named.Message.ShouldContain(Path.Combine(DataFolders.Cache, "no-such-data"));
        named.Message.ShouldContain("FLINT_DATA");
    }

    static string Table(string text) =>
        Should.Throw<FileFormatException>(() => DigitsTable.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "optdigits.tra")).Message;
}

using Flint.Fuzz;

namespace Flint.Data.Tests;

public class FuzzTests
{
    public static TheoryData<string> Readers => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory, MemberData(nameof(Readers))]
    public void Ten_thousand_damaged_files_give_typed_errors_or_are_read(string reader)
    {
        var result = Fuzzer.Run(FuzzTargets.Find(reader), count: 10_000, seed: 1);
        result.Failures.ShouldBeEmpty();
        result.Refused.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_reader_that_breaks_is_found()
    {
        var broken = new FuzzTarget("broken", () => [[1, 2, 3, 4]], bytes => _ = bytes[3]);
        Fuzzer.Run(broken, count: 1000, seed: 1).Failures.ShouldNotBeEmpty();
        var greedy = new FuzzTarget("greedy", () => [[0]], bytes => _ = new byte[65 << 20]);
        Fuzzer.Run(greedy, count: 3, seed: 1).Failures[0].ShouldContain("bytes of memory");
    }
}

using Flint.NN;

namespace Flint.Tests.Differentiation;

/// <summary>Index buffers that are filled again between forward and backward: an error, never a write out of bounds.</summary>
public class ChangedIndicesTests
{
    static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Operations = new()
    {
        ["Embedding"] = (x, ids) => x.Embedding(ids),
        ["IndexSelect"] = (x, ids) => x.IndexSelect(0, ids),
        ["Gather"] = (x, ids) => x.Gather(1, ids.Reshape(3, 1)),
        ["CrossEntropy"] = (x, ids) => Loss.CrossEntropy(x, ids),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_in_place_change_is_told_by_the_version(string name)
    {
        var ids = Tensor.From([1L, 2L, 0L], [3]);
        var y = Operations[name](Table(), ids).Sum();
        ids.Fill(50_000_000);
        Should.Throw<AutogradException>(() => y.Backward()).Message.ShouldContain("changed in place");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_write_into_wrapped_memory_is_told_by_the_range(string name)
    {
        long[] memory = [1, 2, 0];
        var y = Operations[name](Table(), Tensor.Wrap(memory, [3])).Sum();
        memory[1] = 50_000_000;
        Should.Throw<AutogradException>(() => y.Backward()).Message.ShouldStartWith($"{name}: the index 50000000 at position [1");
    }

    static Tensor Table()
    {
        var x = Tensor.Ones([3, 4]);
        x.RequiresGrad = true;
        return x;
    }
}

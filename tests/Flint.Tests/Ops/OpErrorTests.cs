using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Every error case of the table: the type and the exact text.</summary>
public sealed class OpErrorTests
{
    public static TheoryData<string, int> All =>
        [.. OpTable.Rows.SelectMany(row => row.Errors.Select((_, i) => new TheoryDataRow<string, int>(row.Label, i)))];

    [Theory, MemberData(nameof(All))]
    public void SaysWhatIsWrong(string label, int number)
    {
        var expected = OpTable.Row(label).Errors[number];
        var error = Record.Exception(expected.Call);
        error.ShouldNotBeNull($"{label}: error case {number} went through");
        error.ShouldBeOfType(expected.Error);
        error.Message.ShouldBe(expected.Message);
    }
}

using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Rows that name frozen PyTorch cases: outputs and gradients in both precisions, and the reference itself.</summary>
public sealed class OpFixtureTests
{
    public static TheoryData<string, string> All =>
        [.. OpTable.Rows.SelectMany(row => row.Fixtures.Select(id => new TheoryDataRow<string, string>(row.Label, id)))];

    [Theory, MemberData(nameof(All))]
    public void MatchesPyTorch(string label, string id)
    {
        var (row, fixture) = (OpTable.Row(label), Fixture.Case(id));
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            var tolerance = dtype == DType.Float32 ? row.Tolerance32 : row.Tolerance64;
            var inputs = fixture.Inputs.Values.Select(x => x.Tensor(dtype)).ToArray();
            for (var i = 0; i < inputs.Length; i++) inputs[i].RequiresGrad = fixture.Grads.ContainsKey(fixture.Inputs.GetAt(i).Key);
            var outputs = row.Call(inputs);
            for (var k = 0; k < outputs.Length; k++) Near.Check(outputs[k], fixture.Outputs[k].Values, tolerance, $"{id} {dtype} output {k}");
            if (fixture.Grads.Count == 0) continue;
            Gradients.Backward([.. outputs.Where(output => output.DType.IsFloating)], [.. fixture.Cotangents.Select(c => c.Tensor(dtype))]);
            foreach (var (i, name) in fixture.Inputs.Keys.Index())
                if (fixture.Grads.TryGetValue(name, out var expected))
                    Near.Check(inputs[i].Grad.ShouldNotBeNull(), expected.Values, 10 * tolerance, $"{id} {dtype} gradient of {name}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void TheReferenceMatchesPyTorchToo(string label, string id)
    {
        var fixture = Fixture.Case(id);
        var expected = OpTable.Row(label).Reference([.. fixture.Inputs.Values.Select(x => x.Values)]);
        for (var k = 0; k < expected.Length; k++) Near.Check(fixture.Outputs[k].Values, expected[k], 1e-9, $"{id} output {k}");
    }
}

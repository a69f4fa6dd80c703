namespace Flint.Testing.Rows;

sealed class ElementwiseRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Zip("op_Addition", (a, b) => a + b, (a, b) => a + b) with
        {
            Covers = ["Add"], Fixtures = ["ops:add"], InPlace = x => x[0] += x[1],
        },
        OpRow.Zip("op_Multiply", (a, b) => a * b, (a, b) => a * b) with
        {
            Covers = ["Mul"], Fixtures = ["ops:mul"], InPlace = x => x[0] *= x[1],
        },
    ];
}

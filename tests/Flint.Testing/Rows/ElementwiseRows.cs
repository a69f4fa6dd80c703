namespace Flint.Testing.Rows;

sealed class ElementwiseRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
    ];
}

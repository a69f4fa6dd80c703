namespace Flint;

public static partial class Elementwise
{
    internal static void AddInto(Tensor a, Tensor b) => BinaryInto<AddOps.Body>(a, b);

    internal static void SubInto(Tensor a, Tensor b) => BinaryInto<SubOps.Body>(a, b);

    internal static void MulInto(Tensor a, Tensor b) => BinaryInto<MulOps.Body>(a, b);

    internal static void DivInto(Tensor a, Tensor b) => BinaryInto<DivOps.Body>(a, b);
}

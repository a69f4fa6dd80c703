namespace Flint;

public abstract partial class Device
{
    /// <summary>
    /// <c>result = a b (+ bias)</c> for batches of matrices: a is [..., m, k], b is [..., k, n] of the same rank, both
    /// already broadcast (strides may be anything, 0 too); result is contiguous [..., m, n]; bias is [n] or null.
    /// </summary>
    internal abstract void MatMul(Tensor a, Tensor b, Tensor? bias, Tensor result);
}

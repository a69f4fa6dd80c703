using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void MatMul(Tensor a, Tensor b, Tensor? bias, Tensor result)
    {
        if (result.Count == 0) return;
        switch (result.DType)
        {
            case DType.Float32: Product<float>(a, b, bias, result); break;
            case DType.Float64: Product<double>(a, b, bias, result); break;
            case DType.Int64: IntegerProduct<long>(a, b, result); break;
            case DType.Int32: IntegerProduct<int>(a, b, result); break;
            default: IntegerProduct<byte>(a, b, result); break;
        }
    }

    static void Product<T>(Tensor a, Tensor b, Tensor? bias, Tensor result) where T : unmanaged
    {
        var batch = MatrixBatch.Of(a.Layout, b.Layout);
        fixed (byte* pa = a.Storage, pb = b.Storage, pc = result.Storage, pBias = bias?.Storage)
        {
            var target = new Target<T>((T*)pc + result.Offset, batch.N) { ColumnBias = bias is null ? null : (T*)pBias + bias.Offset };
            batch.Multiply((T*)pa + a.Offset, (T*)pb + b.Offset, target);
        }
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(bias);
        GC.KeepAlive(result);
    }

    static void IntegerProduct<T>(Tensor a, Tensor b, Tensor result) where T : unmanaged, System.Numerics.INumber<T>
    {
        var batch = MatrixBatch.Of(a.Layout, b.Layout);
        fixed (byte* pa = a.Storage, pb = b.Storage, pc = result.Storage)
            IntegerGemm.Multiply(batch, (T*)pa + a.Offset, (T*)pb + b.Offset, (T*)pc + result.Offset);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(result);
    }
}

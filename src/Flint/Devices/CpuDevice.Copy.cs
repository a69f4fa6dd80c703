using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Copy(Tensor source, Tensor target) =>
        Traverse(Conversion.Loop(source.DType, target.DType), null, target, source);

    internal override void Fill(Tensor target, double value)
    {
        var layout = Layout.Scalar;
        var storage = Storage.Allocate(sizeof(long));
        fixed (byte* p = storage)
            switch (target.DType)
            {
                case DType.Float32: *(float*)p = (float)value; break;
                case DType.Float64: *(double*)p = value; break;
                case DType.Int64: *(long*)p = (long)value; break;
                case DType.Int32: *(int*)p = (int)value; break;
                case DType.UInt8: *p = (byte)(long)value; break;
                default: *p = value != 0 ? (byte)1 : (byte)0; break;
            }
        Copy(new Tensor(storage, layout, 0, target.DType, this), target);
        storage.Release();
    }
}

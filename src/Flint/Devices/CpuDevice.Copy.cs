using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Copy(Tensor source, Tensor target)
    {
        if (source.DType != target.DType || source.IsContiguous || !TryCopyTransposed(source, target))
            Traverse(Conversion.Loop(source.DType, target.DType), null, target, source);
    }

    static bool TryCopyTransposed(Tensor source, Tensor target)
    {
        if (target.Count == 0) return false;
        var grid = Grid.Of(target.Layout.Sizes, target, source);
        bool done;
        fixed (byte* to = target.Storage, from = source.Storage)
            done = target.DType.Size switch
            {
                1 => TransposedCopy<byte>.TryRun(grid, At(to, target), At(from, source)),
                2 => TransposedCopy<short>.TryRun(grid, At(to, target), At(from, source)),
                4 => TransposedCopy<int>.TryRun(grid, At(to, target), At(from, source)),
                _ => TransposedCopy<long>.TryRun(grid, At(to, target), At(from, source)),
            };
        GC.KeepAlive(source);
        GC.KeepAlive(target);
        return done;
    }

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
                case DType.Int8: *(sbyte*)p = (sbyte)(long)value; break;
                case DType.Float16: *(Half*)p = (Half)(float)value; break;
                case DType.BFloat16: *(BFloat16*)p = (BFloat16)(float)value; break;
                case DType.UInt8: *p = (byte)(long)value; break;
                default: *p = value != 0 ? (byte)1 : (byte)0; break;
            }
        Copy(new Tensor(storage, layout, 0, target.DType, this), target);
        storage.Release();
    }
}

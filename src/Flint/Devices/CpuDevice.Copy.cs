namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Copy(Tensor source, Tensor target)
    {
        foreach (var (to, from) in Offsets(target).Zip(Offsets(source)))
        {
            if (source.DType == DType.Int64 && target.DType == DType.Int64)
                fixed (byte* p = source.Storage, q = target.Storage) ((long*)q)[to] = ((long*)p)[from];
            else Set(target, to, Get(source, from));
        }
    }

    internal override void Fill(Tensor target, double value)
    {
        foreach (var at in Offsets(target)) Set(target, at, value);
    }

    internal static IEnumerable<long> Offsets(Tensor x)
    {
        var at = new int[x.Rank];
        for (long i = 0; i < x.Count; i++)
        {
            var offset = x.Offset;
            for (var d = 0; d < at.Length; d++) offset += at[d] * x.Layout.Strides[d];
            yield return offset;
            for (var d = at.Length - 1; d >= 0 && ++at[d] == x.Layout.Sizes[d]; d--) at[d] = 0;
        }
    }

    internal static double Get(Tensor x, long at)
    {
        fixed (byte* p = x.Storage)
            return x.DType switch
            {
                DType.Float32 => ((float*)p)[at], DType.Float64 => ((double*)p)[at], DType.Int64 => ((long*)p)[at],
                DType.Int32 => ((int*)p)[at], _ => p[at],
            };
    }

    internal static void Set(Tensor x, long at, double value)
    {
        fixed (byte* p = x.Storage)
            switch (x.DType)
            {
                case DType.Float32: ((float*)p)[at] = (float)value; break;
                case DType.Float64: ((double*)p)[at] = value; break;
                case DType.Int64: ((long*)p)[at] = (long)value; break;
                case DType.Int32: ((int*)p)[at] = (int)value; break;
                case DType.Bool: p[at] = value != 0 ? (byte)1 : (byte)0; break;
                default: p[at] = (byte)value; break;
            }
    }
}

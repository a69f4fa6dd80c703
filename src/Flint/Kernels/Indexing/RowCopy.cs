namespace Flint.Kernels;

/// <summary>y[o, k, :] = x[o, ids[k], :] for rows of any element type, taken as bytes.</summary>
readonly unsafe struct RowCopy(byte* x, byte* y, long* ids, long count, int size, long rowBytes) : IRangeBody
{
    /// <summary>Copies all rows of <paramref name="outer"/> blocks.</summary>
    internal void Run(long outer)
    {
        var body = this;
        Threads.For(outer * count, Grain.Of(rowBytes / 4), ref body);
    }

    public void Run(long start, long end)
    {
        for (var row = start; row < end; row++)
        {
            var (o, k) = Math.DivRem(row, count);
            var source = x + (o * size + ids[k]) * rowBytes;
            var target = y + row * rowBytes;
            if (rowBytes == 4) *(int*)target = *(int*)source;
            else if (rowBytes == 8) *(long*)target = *(long*)source;
            else Buffer.MemoryCopy(source, target, rowBytes, rowBytes);
        }
    }
}

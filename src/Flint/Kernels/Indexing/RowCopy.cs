using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>y[o, k, :] = x[o, ids[k], :] for rows of any element type, taken as bytes.</summary>
readonly unsafe struct RowCopy(byte* x, byte* y, long* ids, long outer, long count, int size, long rowBytes) : IRangeBody
{
    /// <summary>Bytes of rows that are asked for while one before is copied: a quarter of the first-level cache.</summary>
    const long MostAhead = 8 * 1024;

    const int RowsAhead = 2;

    readonly bool streams = rowBytes % 64 == 0 && Streaming.Pays(y, outer * count * rowBytes);

    internal void Run()
    {
        var body = this;
        Threads.For(outer * count, Grain.Of(rowBytes / 4), ref body);
    }

    [MethodImpl(Hot)]
    public void Run(long start, long end)
    {
        for (var row = start; row < end; row++)
        {
            byte* source = Source(row), target = y + row * rowBytes;
            if (rowBytes == 4) *(int*)target = *(int*)source;
            else if (rowBytes == 8) *(long*)target = *(long*)source;
            else
            {
                // Nothing tells the processor where the next rows lie.
                var next = rowBytes <= MostAhead ? Source(Math.Min(row + RowsAhead, end - 1)) : source;
                if (streams) Streaming.Copy(source, target, (nint)rowBytes, next);
                else
                {
                    if (next != source) Prefetch.Bytes(next, (nint)rowBytes);
                    Buffer.MemoryCopy(source, target, rowBytes, rowBytes);
                }
            }
        }
        if (streams) Streaming.End();
    }

    [MethodImpl(Always)]
    byte* Source(long row)
    {
        var (o, k) = outer == 1 ? (0, row) : Math.DivRem(row, count);
        return x + (o * size + ids[k]) * rowBytes;
    }
}

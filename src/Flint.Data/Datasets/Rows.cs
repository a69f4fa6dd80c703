namespace Flint.Data;

/// <summary>Copies whole examples between tensors whose first dimension counts examples.</summary>
static unsafe class Rows
{
    /// <summary>Equal-shaped tensors [...] as one [n, ...].</summary>
    internal static Tensor Stack(Tensor[] items, string what)
    {
        if (items.Length == 0) throw new ShapeException($"A batch needs at least one example, but there are no {what} to stack.");
        var first = items[0];
        var result = Tensor.Empty(Prefixed(items.Length, first.Shape), first.DType);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Shape != first.Shape || items[i].DType != first.DType)
                throw new ShapeException($"Examples of one batch must agree, but the {what} are {first.DType} {first.Shape} at 0 and {items[i].DType} {items[i].Shape} at {i}.");
            CopyRow(items[i].Contiguous(), 0, result, i);
        }
        return result;
    }

    /// <summary>Rows of a contiguous tensor, in the order asked for.</summary>
    internal static Tensor Gather(Tensor source, ReadOnlySpan<int> indices)
    {
        var result = Tensor.Empty(Resized(indices.Length, source.Shape), source.DType);
        for (var i = 0; i < indices.Length; i++) CopyRow(source, indices[i], result, i);
        return result;
    }

    /// <summary>Rows of bytes as floats, each channel by its own map.</summary>
    internal static Tensor GatherMapped(Tensor source, ReadOnlySpan<int> indices, ByteMap[] maps)
    {
        var result = Tensor.Empty(Resized(indices.Length, source.Shape));
        var row = RowLength(source);
        var plane = row / maps.Length;
        fixed (byte* s = source.Storage, r = result.Storage)
        {
            for (var i = 0; i < indices.Length; i++)
                for (var c = 0; c < maps.Length; c++)
                    maps[c].Apply(s + source.Offset + indices[i] * row + c * plane, (float*)r + i * row + c * plane, plane);
        }
        GC.KeepAlive(source);
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>Row <paramref name="index"/> as a tensor of its own.</summary>
    internal static Tensor At(Tensor source, int index)
    {
        var one = Gather(source.Contiguous(), [index]);
        return one.Alias(Layout.Contiguous(source.Shape.Span[1..].ToArray()), one.Offset);
    }

    static void CopyRow(Tensor source, long from, Tensor target, long to)
    {
        var bytes = RowLength(target) * source.DType.Size;
        fixed (byte* s = source.Storage, t = target.Storage)
            Buffer.MemoryCopy(s + source.Offset * source.DType.Size + from * bytes, t + to * bytes, bytes, bytes);
        GC.KeepAlive(source);
        GC.KeepAlive(target);
    }

    static long RowLength(Tensor x) => Layout.Contiguous(x.Shape.Span[1..].ToArray()).Count;

    static Shape Prefixed(int n, Shape shape) => new([n, .. shape.Span]);

    static Shape Resized(int n, Shape shape) => new([n, .. shape.Span[1..]]);
}

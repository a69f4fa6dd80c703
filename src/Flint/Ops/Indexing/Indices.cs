namespace Flint;

/// <summary>Index tensors: checked before any kernel reads them.</summary>
static class Indices
{
    /// <summary>
    /// The indices as contiguous Int64, each known to be in 0 to size - 1 or equal to <paramref name="ignored"/>. An error names
    /// the first index that is not, its position, and <paramref name="range"/>, what it must fall into.
    /// </summary>
    internal static Tensor Checked(
        string operation, string what, Tensor ids, int size, string range, long? ignored = null, bool bytes = false)
    {
        if (ids.DType is not (DType.Int32 or DType.Int64) && !(bytes && ids.DType == DType.UInt8))
            throw new DTypeException($"{operation} expects {what} of Int64 or Int32{(bytes ? " or UInt8" : "")}, but got {ids.DType}.");
        var checkedIds = ids.To(DType.Int64).Contiguous();
        if (FirstOutside(checkedIds, size, ignored) is var (i, id))
            throw new TensorIndexException(
                $"{operation}: {id} at position {Position(ids.Shape, i)} of the {what} is out of range: {range}" +
                (size > 0 ? $", use 0 to {size - 1}." : "."));
        return checkedIds;
    }

    /// <summary>Negative indices counted from the end, as NumPy does; what is out of range stays so.</summary>
    internal static Tensor FromStart(Tensor ids, long size) =>
        ids.DType is DType.Int32 or DType.Int64 ? Tensor.Where(ids < 0, ids + size, ids) : ids;

    /// <summary>For gradient rules, whose kernels write where the ids say: a later write through a span kept from AsSpan counts no version.</summary>
    /// <exception cref="AutogradException">An id is out of range now.</exception>
    internal static void RequireStillInRange(string operation, Tensor ids, int size, long? ignored = null)
    {
        if (FirstOutside(ids, size, ignored) is var (i, id))
            throw new AutogradException(
                $"{operation}: the index {id} at position {Position(ids.Shape, i)} was changed between forward and backward and is out of range, use 0 to {size - 1}: give the operation a Clone() of the indices.");
    }

    static (int At, long Id)? FirstOutside(Tensor ids, int size, long? ignored)
    {
        var values = ids.RawSpan<long>();
        (int, long)? found = null;
        for (var i = 0; i < values.Length && found is null; i++)
            if ((ulong)values[i] >= (ulong)size && values[i] != ignored) found = (i, values[i]);
        GC.KeepAlive(ids);
        return found;
    }

    static string Position(Shape shape, long i)
    {
        var at = new long[shape.Rank];
        for (var d = shape.Rank - 1; d >= 0; d--) (i, at[d]) = Math.DivRem(i, shape[d]);
        return $"[{string.Join(", ", at)}]";
    }
}

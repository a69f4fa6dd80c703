using Flint.Kernels;

namespace Flint;

/// <summary>What the operations that write at given positions share: a copy of the target, and the two gradients.</summary>
static class Scattering
{
    /// <summary>Sets or adds values at checked ids; one id per value, or one per position of dimension d.</summary>
    internal static Tensor Write(string operation, Tensor x, int d, Tensor ids, Tensor source, ScatterMode mode)
    {
        RequireSameDType(operation, x, source);
        var y = Kernel(x, d, ids, source, mode);
        return Tape.Record(y, [x, source], (dy, wanted) =>
        {
            Indices.RequireStillInRange(operation, ids, x.Size(d));
            return
            [
                !wanted[0] ? null : mode == ScatterMode.Add ? dy : Cleared(dy, d, ids, source.Shape),
                !wanted[1] ? null : mode == ScatterMode.Add ? Taken(dy, d, ids) : Tensor.Where(Lasting(x.Shape, d, ids, source.Shape), Taken(dy, d, ids), Tensor.Scalar(0, dy.DType)),
            ];
        }, ids);
    }

    /// <summary>A changed copy of x, not recorded.</summary>
    internal static Tensor Kernel(Tensor x, int d, Tensor ids, Tensor source, ScatterMode mode)
    {
        using var _ = new NoGrad();
        var part = x.Clone();
        if (source.Count == 0) return part;
        var whole = part;
        // As everywhere, true + true is true.
        if (mode == ScatterMode.Add && x.DType == DType.Bool) mode = ScatterMode.Max;
        // The kernel wants equal blocks: it writes to that part of x which the source reaches.
        for (var k = 0; k < x.Rank; k++)
            if (k != d && source.Size(k) < x.Size(k)) part = part.Narrow(k, 0, source.Size(k));
        var target = part.Contiguous();
        var axis = Axis.Of(target.Shape, d);
        if (mode == ScatterMode.Add && ids.Rank < x.Rank && x.DType.IsFloating) target.Device.AddRows(source.Contiguous(), ids, target, axis, skip: -1);
        else target.Device.Scatter(source.Contiguous(), ids, target, source.Size(d), axis, mode);
        if (!ReferenceEquals(target, part)) part.Device.Copy(target, part);
        return whole;
    }

    /// <summary>What lies at the ids.</summary>
    internal static Tensor Taken(Tensor x, int d, Tensor ids) => ids.Rank == x.Rank ? x.Gather(d, ids) : x.IndexSelect(d, ids);

    static Tensor Cleared(Tensor dy, int d, Tensor ids, Shape source) =>
        Write("Scatter", dy, d, ids, Tensor.Zeros(source, dy.DType), ScatterMode.Set);

    /// <summary>True for values that no later one has overwritten.</summary>
    static Tensor Lasting(Shape shape, int d, Tensor ids, Shape source)
    {
        var order = Tensor.Arange(checked((int)source.Count)).Reshape(source);
        return Taken(Kernel(Tensor.Zeros(shape, DType.Int64), d, ids, order, ScatterMode.Set), d, ids).Eq(order);
    }

    internal static void RequireSameDType(string operation, Tensor x, Tensor source)
    {
        if (x.DType != source.DType)
            throw new DTypeException($"{operation} expects values of the target's dtype {x.DType}, but got {source.DType}: convert one with To.");
    }

    /// <summary>Checked ids for Scatter and its kin: of x's rank, no larger than the source, nor than x outside of dimension d.</summary>
    internal static Tensor Ids(string operation, Tensor x, int d, Tensor index, Shape source)
    {
        var fits = x.Rank == index.Rank && x.Rank == source.Rank;
        for (var k = 0; fits && k < x.Rank; k++) fits = index.Size(k) <= source[k] && (k == d || index.Size(k) <= x.Size(k));
        if (!fits)
            throw new ShapeException(
                $"{operation} along dimension {d} of {x.Shape} expects an index of {x.Rank} dimensions, no larger than the source and than x in the other ones, but got index {index.Shape} and source {source}.");
        return Indices.Checked(operation, "index", index, x.Size(d), $"dimension {d} of {x.Shape} has size {x.Size(d)}");
    }

    /// <summary>The part of the source that has an index.</summary>
    internal static Tensor Part(Tensor source, Shape index)
    {
        for (var k = 0; k < source.Rank; k++)
            if (index[k] < source.Size(k)) source = source.Narrow(k, 0, index[k]);
        return source;
    }
}

namespace Flint;

public sealed partial class Tensor
{
    /// <summary>x[..., ids, ...]: the plain entries give a view, the tensors take from it.</summary>
    Tensor Taken(ReadOnlySpan<TensorIndex> entries)
    {
        var (plain, ids, dims) = TensorIndex.Split(this, entries);
        var view = this[plain];
        var taken = view.Permute(Front(dims, view.Rank)).Index(ids);
        return taken.Permute(Home(dims, view.Rank, taken.Rank));
    }

    /// <summary>x[..., ids, ...] = value; of an element named twice, the last value counts.</summary>
    void PutAt(ReadOnlySpan<TensorIndex> entries, Tensor value)
    {
        RequireInPlace("Assignment");
        var (plain, ids, dims) = TensorIndex.Split(this, entries);
        var view = this[plain];
        var front = Front(dims, view.Rank);
        var part = view.Permute(front);
        var target = part.Detach().Index(ids);
        var home = Home(dims, view.Rank, target.Rank);
        target = target.Permute(home);
        target.RequireBroadcast(value, "Assignment");
        var values = value.To(DType).Expand(target.Shape).Permute(Inverse(home));
        Assign(plain, part.IndexPut(ids, values).Permute(Inverse(front)));
    }

    /// <summary>The order that puts the indexed dimensions first.</summary>
    static int[] Front(int[] dims, int rank) => [.. dims, .. Enumerable.Range(0, rank).Except(dims)];

    /// <summary>The order that brings the indices' own dimensions, which are in front, to where the indices stood; none where they are apart.</summary>
    static int[] Home(int[] dims, int rank, int result)
    {
        var order = Enumerable.Range(0, result).ToArray();
        var own = result - (rank - dims.Length);
        if (dims[^1] - dims[0] != dims.Length - 1) return order;
        return [.. order[own..(own + dims[0])], .. order[..own], .. order[(own + dims[0])..]];
    }

    static int[] Inverse(int[] order)
    {
        var inverse = new int[order.Length];
        for (var i = 0; i < order.Length; i++) inverse[order[i]] = i;
        return inverse;
    }
}

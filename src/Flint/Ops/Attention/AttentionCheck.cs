namespace Flint;

/// <summary>What attention requires of its operands.</summary>
static class AttentionCheck
{
    internal static void Operands(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropoutP, bool isCausal)
    {
        const string name = "ScaledDotProductAttention";
        if (q.Rank < 2 || k.Rank < 2 || v.Rank < 2)
            throw new ShapeException($"{name} expects query [..., L, E], key [..., S, E] and value [..., S, Ev], but got {q.Shape}, {k.Shape} and {v.Shape}.");
        if (q.Size(-1) != k.Size(-1))
            throw new ShapeException($"{name} expects query and key of one last size, but got query {q.Shape} and key {k.Shape}.");
        if (k.Size(-2) != v.Size(-2))
            throw new ShapeException($"{name} expects as many values as keys, but got key {k.Shape} and value {v.Shape}: positions are the second-last dimension.");
        if (!q.DType.IsFloating || k.DType != q.DType || v.DType != q.DType)
            throw new DTypeException($"{name} needs one floating dtype, but got query {q.DType}, key {k.DType}, value {v.DType}: convert with To.");
        if (mask is not null && mask.DType != DType.Bool && !mask.DType.IsFloating)
            throw new DTypeException($"{name} expects a Bool mask (true takes part) or a floating one (added to the scores), but got {mask.DType}.");
        if (mask is not null && isCausal)
            throw new ArgumentException($"{name} got a mask and isCausal: put the causal part into the mask.", nameof(isCausal));
        if (dropoutP is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(dropoutP), dropoutP, $"{name}'s dropoutP is a probability: use 0 to 1.");
    }

    /// <summary>The common leading sizes.</summary>
    internal static int[] Batch(Tensor q, Tensor k, Tensor v, Tensor? mask)
    {
        try
        {
            Shape batch = Leading(q);
            foreach (var other in (ReadOnlySpan<Tensor>)[k, v]) batch = new(Broadcasting.Sizes(batch, Leading(other)));
            if (mask is null) return batch.ToArray();
            int[] weights = [.. batch.ToArray(), q.Size(-2), k.Size(-2)];
            var all = Broadcasting.Sizes(new Shape(weights), mask.Shape);
            if (all[^1] == weights[^1] && all[^2] == weights[^2]) return all[..^2];
        }
        catch (ShapeException) { }
        throw new ShapeException(
            $"ScaledDotProductAttention cannot broadcast query {q.Shape}, key {k.Shape}, value {v.Shape}{(mask is null ? "" : $" and mask {mask.Shape} (to [..., L, S])")}: leading sizes must be equal or 1.");
    }

    static Shape Leading(Tensor x) => new(x.Shape.ToArray()[..^2]);
}

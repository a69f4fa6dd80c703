namespace Flint.NN;

/// <summary>
/// Attention of several heads (Vaswani et al. 2017; torch MultiheadAttention): projections of query, key and value in one matrix, attention per
/// head, and a projection of the joined heads.
/// </summary>
/// <remarks>InProjWeight starts as Xavier uniform, the output's as in <see cref="Linear"/>, biases as zeros.</remarks>
public sealed class MultiheadAttention : Module
{
    readonly int numHeads;
    readonly double dropout;
    readonly bool batchFirst;

    /// <summary>Random weights.</summary>
    /// <param name="embedDim">Size of the last dimension of all inputs.</param>
    /// <param name="numHeads">How many heads share it evenly.</param>
    /// <param name="dropout">Probability to drop attention weights, in training.</param>
    /// <param name="bias">Whether biases are added.</param>
    /// <param name="batchFirst">Whether inputs are [batch, steps, features] instead of [steps, batch, features].</param>
    /// <exception cref="ArgumentOutOfRangeException">The heads do not share the size evenly, or dropout is not in [0, 1].</exception>
    public MultiheadAttention(int embedDim, int numHeads, double dropout = 0, bool bias = true, bool batchFirst = false)
    {
        LayerCheck.AtLeast(1, embedDim, GetType());
        LayerCheck.AtLeast(1, numHeads, GetType());
        if (embedDim % numHeads != 0)
            throw new ArgumentOutOfRangeException(nameof(numHeads), numHeads, $"MultiheadAttention needs an embedDim that its heads share evenly, but {embedDim} is no multiple.");
        if (dropout is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "The probability to drop a weight must be in [0, 1].");
        (this.numHeads, this.dropout, this.batchFirst) = (numHeads, dropout, batchFirst);
        InProjWeight = Parameter(Init.XavierUniform(Tensor.Empty([3 * embedDim, embedDim])));
        if (bias) InProjBias = Parameter(Tensor.Zeros([3 * embedDim]));
        OutProj = new(embedDim, embedDim, bias);
        using var _ = new NoGrad();
        OutProj.Bias?.Fill(0);
    }

    /// <summary>Projections of query, key and value, [3 · embedDim, embedDim].</summary>
    public Tensor InProjWeight { get; }

    /// <summary>[3 · embedDim], or null.</summary>
    public Tensor? InProjBias { get; }

    /// <summary>The projection of the joined heads.</summary>
    public Linear OutProj { get; }

    /// <summary>Queries [L, batch, E], keys and values [S, batch, E] (batch first where the layer says so) to outputs of the queries' shape.</summary>
    /// <param name="query">What asks.</param>
    /// <param name="key">What is compared.</param>
    /// <param name="value">What is read.</param>
    /// <param name="keyPaddingMask">[batch, S]: Bool, <b>true where a key is left out</b> (PyTorch's convention, the opposite of ScaledDotProductAttention's), or added.</param>
    /// <param name="needWeights">Whether the mean weights of the heads are returned, [batch, L, S]: takes that much memory.</param>
    /// <param name="attnMask">[L, S] or [batch · heads, L, S]: Bool, true where a key is left out, or added to the scores.</param>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public (Tensor Output, Tensor? Weights) Forward(
        Tensor query, Tensor key, Tensor value, Tensor? keyPaddingMask = null, bool needWeights = true, Tensor? attnMask = null)
    {
        var size = InProjWeight.Size(1);
        foreach (var x in (ReadOnlySpan<Tensor>)[query, key, value])
            if (x.Rank != 3 || x.Size(2) != size)
                throw new ShapeException($"{Label} expects {(batchFirst ? "[batch, steps" : "[steps, batch")}, {size}] but got {query.Shape}, {key.Shape} and {value.Shape}.");
        var (q, k, v) = (Heads(query, 0), Heads(key, 1), Heads(value, 2));
        var mask = Mask(keyPaddingMask, attnMask, q, k);
        var drop = IsTraining ? dropout : 0;
        Tensor heads;
        Tensor? weights = null;
        if (needWeights)
        {
            // The identity as values shows the weights; the same formula then serves output and weights.
            weights = q.ScaledDotProductAttention(k, Tensor.Eye(k.Size(2), dtype: k.DType), mask, drop);
            heads = weights.MatMul(v);
        }
        else heads = q.ScaledDotProductAttention(k, v, mask, drop);
        // (batch, heads, L, E / heads) to (batch, L, E)
        var joined = heads.Transpose(1, 2).Reshape(q.Size(0), q.Size(2), size);
        return (Observe(OutProj.Forward(batchFirst ? joined : joined.Transpose(0, 1))), weights?.Mean(1));
    }

    /// <summary>The projection number <paramref name="part"/> as (batch, heads, steps, E / heads).</summary>
    Tensor Heads(Tensor x, int part)
    {
        var size = InProjWeight.Size(1);
        var y = (batchFirst ? x : x.Transpose(0, 1)).Linear(InProjWeight.Narrow(0, part * size, size), InProjBias?.Narrow(0, part * size, size));
        return y.Reshape(y.Size(0), y.Size(1), numHeads, size / numHeads).Transpose(1, 2);
    }

    Tensor? Mask(Tensor? padding, Tensor? mask, Tensor q, Tensor k)
    {
        int batch = q.Size(0), l = q.Size(2), s = k.Size(2);
        if (padding is not null && padding.Shape != [batch, s]) throw new ShapeException($"{Label} expects a keyPaddingMask of [{batch}, {s}] but got {padding.Shape}.");
        if (mask is not null && mask.Shape != [l, s] && mask.Shape != [batch * numHeads, l, s])
            throw new ShapeException($"{Label} expects an attnMask of [{l}, {s}] or [{batch * numHeads}, {l}, {s}] but got {mask.Shape}.");
        var (first, second) = (padding?.Reshape(batch, 1, 1, s), mask?.Rank == 3 ? mask.Reshape(batch, numHeads, l, s) : mask);
        if (first is null || second is null) return Additive(first ?? second, q.DType);
        return Additive(first, q.DType)! + Additive(second, q.DType)!;
    }

    static Tensor? Additive(Tensor? mask, DType dtype) => mask?.DType == DType.Bool
        ? Tensor.Where(mask, Tensor.Scalar(double.NegativeInfinity, dtype), Tensor.Scalar(0, dtype))
        : mask;
}

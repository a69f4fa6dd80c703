using Flint.Kernels;

namespace Flint;

/// <summary>Attention and its gradients as recorded tensor operations with whole weights: for masks with gradients and second derivatives.</summary>
static class AttentionFormula
{
    internal static Tensor Forward(AttentionTask task, int[] weights) => Dropped(Weights(task), task, weights).MatMul(task.Value);

    /// <summary>dV = (P M)ᵀ dy, dS = P (dP - Σ dP P) with dP = (dy Vᵀ) M, dQ = scale dS K, dK = scale dSᵀ Q; M is dropout's factor.</summary>
    internal static Tensor?[] Gradients(AttentionTask task, Tensor dy, int[] weights)
    {
        var p = Weights(task);
        var dp = Dropped(dy.MatMul(task.Value.Transpose(-2, -1)), task, weights);
        var ds = p * (dp - (dp * p).Sum(-1, keepDim: true)) * Tensor.Scalar(task.Scale, p.DType);
        return [ds.MatMul(task.Key), ds.Transpose(-2, -1).MatMul(task.Query), Dropped(p, task, weights).Transpose(-2, -1).MatMul(dy)];
    }

    static Tensor Weights(AttentionTask task)
    {
        var scores = task.Query.MatMul(task.Key.Transpose(-2, -1)) * Tensor.Scalar(task.Scale, task.Query.DType);
        if (task.Mask is not null) scores += task.Mask;
        if (task.IsCausal)
        {
            var (l, s) = (scores.Size(-2), scores.Size(-1));
            var sees = Tensor.Arange(s) <= Tensor.Arange(l).Reshape(l, 1);
            scores = Tensor.Where(sees, scores, Tensor.Scalar(double.NegativeInfinity, scores.DType));
        }
        // Rows without a key would be NaN; their weights are zeros.
        var zero = Tensor.Scalar(0, scores.DType);
        var isMaskedOut = scores.Detach().Max(-1, keepDim: true).Values.Eq(Tensor.Scalar(double.NegativeInfinity, scores.DType));
        return Tensor.Where(isMaskedOut, zero, Tensor.Where(isMaskedOut, zero, scores).Softmax(-1));
    }

    static unsafe Tensor Dropped(Tensor p, AttentionTask task, int[] weights)
    {
        if (task.Keep == 1) return p;
        if (task.Keep == 0) return p * Tensor.Scalar(0, p.DType);
        var factors = new double[weights.Aggregate(1, (n, size) => n * size)];
        fixed (double* to = factors)
            for (long row = 0; row < factors.Length / weights[^1]; row++)
                AttentionDropout.Fill(task.Start, task.Keep, row, weights[^1], 0, weights[^1], to + row * weights[^1]);
        return p * Tensor.Wrap(factors, weights).To(p.DType);
    }
}

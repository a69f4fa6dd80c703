namespace Flint;

/// <summary>Random classes with a gradient (Jang et al. 2016).</summary>
public static class GumbelSoftmaxOps
{
    extension(Tensor logits)
    {
        /// <summary>softmax((logits + g) / tau) with Gumbel noise g = -log(-log u): a sample from the classes that nears one of them as tau goes to 0.</summary>
        /// <param name="tau">The temperature, above 0.</param>
        /// <param name="hard">Gives the one-hot vector of the largest, with the gradient of the soft sample.</param>
        /// <param name="dim">The dimension that sums to 1.</param>
        /// <param name="generator">The thread's ambient generator where null.</param>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="ArgumentOutOfRangeException">tau is not above 0.</exception>
        public Tensor GumbelSoftmax(double tau = 1, bool hard = false, int dim = -1, Generator? generator = null)
        {
            Reduction.RequireFloating(logits, "GumbelSoftmax");
            if (!(tau > 0)) throw new ArgumentOutOfRangeException(nameof(tau), tau, "GumbelSoftmax needs a temperature tau above 0.");
            var noise = -Tensor.Exponential(logits.Shape, 1, logits.DType, generator).Log();
            var soft = ((logits + noise) / tau).Softmax(dim);
            if (!hard) return soft;
            var chosen = Reduction.AxisOf(logits, dim).Size;
            var largest = soft.ArgMax(dim, keepDim: true);
            int[] sizes = [.. Enumerable.Repeat(1, Math.Max(logits.Rank, 1))];
            sizes[Reduction.Dim(logits, dim)] = chosen;
            var oneHot = Tensor.Arange(chosen).Reshape(sizes).Eq(largest).To(soft.DType).Reshape(soft.Shape);
            return oneHot - soft.Detach() + soft;
        }

        /// <summary>The softmax of -x: the smallest gets the most.</summary>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Softmin(int dim) => (-logits).Softmax(dim);
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>Logarithms of sums of exponentials.</summary>
public static class LogSumExpOps
{
    extension(Tensor x)
    {
        /// <summary>log Σ eˣ of all elements, a scalar.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor LogSumExp() => x.LogSumExp([]);

        /// <summary>log Σ eˣ along <paramref name="dim"/>, without overflow: max + log Σ e^(x - max); -∞ of none.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor LogSumExp(int dim, bool keepDim = false) => x.LogSumExp([dim], keepDim);

        /// <summary>log Σ eˣ along several dimensions; none means all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor LogSumExp(int[] dims, bool keepDim = false)
        {
            Reduction.RequireFloating(x, "LogSumExp");
            if (x.DType.IsNarrow) return x.To(DType.Float32).LogSumExp(dims, keepDim).To(x.DType);
            var values = x.Detach();
            var max = Reduction.Fold<MaxFold>(values, dims, keepDim: true);
            // An infinite maximum would give ∞ - ∞.
            max = Tensor.Where(max.IsInf(), 0f, max);
            var kept = (values - max).Exp().Sum(dims, keepDim: true).Log() + max;
            var y = keepDim ? kept : kept.Reshape(Reduction.DroppedSizes(x, dims));
            var shape = kept.Shape;
            return Tape.Record(y, x, dy => dy.Reshape(shape) * (x - y.Reshape(shape)).Exp(), x, y);
        }
    }
}

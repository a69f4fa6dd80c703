using Flint.Kernels;

namespace Flint;

/// <summary>Softmax and its logarithm.</summary>
public static class SoftmaxOps
{
    extension(Tensor x)
    {
        /// <summary>y = exp(x - max) / Σ exp(x - max) along <paramref name="dim"/>: positive, summing to 1, without overflow.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Softmax(int dim) => Apply("Softmax", x, dim, log: false);

        /// <summary>y = x - max - log Σ exp(x - max) along <paramref name="dim"/>: log(softmax(x)) without its underflow.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor LogSoftmax(int dim) => Apply("LogSoftmax", x, dim, log: true);
    }

    static Tensor Apply(string name, Tensor x, int dim, bool log)
    {
        if (!x.DType.IsFloating)
            throw new DTypeException($"{name} expects Float32 or Float64, but got {x.DType}: convert with To(DType.Float32).");
        var axis = Reduction.AxisOf(x, dim);
        var y = Tensor.EmptyLike(x);
        x.Device.Softmax(x.Contiguous(), y, axis, log);
        if (!Tape.Tracks(x)) return y;
        return Tape.Record(y, x, dy =>
        {
            if (Tape.Enabled) return Gradient(dy, y, x.Rank == 0 ? 0 : dim, log);
            var dx = Tensor.EmptyLike(dy);
            dy.Device.SoftmaxGradient(dy.Contiguous(), y, dx, axis, log);
            return dx;
        }, y);
    }

    static Tensor Gradient(Tensor dy, Tensor y, int dim, bool log)
    {
        if (y.Rank == 0) return Gradient(dy.Reshape(1), y.Reshape(1), dim, log).Reshape([]);
        return log ? dy - y.Exp() * dy.Sum(dim, keepDim: true) : y * (dy - (dy * y).Sum(dim, keepDim: true));
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>Largest and smallest elements over several dimensions.</summary>
public static class AMaxOps
{
    extension(Tensor x)
    {
        /// <summary>The largest elements along the dimensions (none means all); NaN if there is one. Equal ones share the gradient.</summary>
        /// <exception cref="ShapeException">A reduced dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor AMax(int[] dims, bool keepDim = false) => Run<MaxFold>("AMax", x, dims, keepDim);

        /// <summary>The smallest elements along the dimensions (none means all); NaN if there is one. Equal ones share the gradient.</summary>
        /// <exception cref="ShapeException">A reduced dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor AMin(int[] dims, bool keepDim = false) => Run<MinFold>("AMin", x, dims, keepDim);

        /// <summary>The smallest and the largest of all elements, or along <paramref name="dim"/>.</summary>
        /// <exception cref="ShapeException">A reduced dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Min, Tensor Max) AMinMax(int? dim = null, bool keepDim = false)
        {
            int[] dims = dim is { } d ? [d] : [];
            return (x.AMin(dims, keepDim), x.AMax(dims, keepDim));
        }
    }

    static Tensor Run<TOp>(string operation, Tensor x, int[] dims, bool keepDim) where TOp : unmanaged, IFold
    {
        Reduction.RequireElements(x, dims, operation);
        var y = Reduction.Fold<TOp>(x, dims, keepDim);
        if (!Tape.Tracks(x)) return y;
        return Tape.Record(y, x, dy =>
        {
            var kept = new Shape(Reduction.KeptSizes(x, dims));
            var most = y.Detach().Reshape(kept);
            var chosen = x.Detach().Eq(most) | (x.IsNan() & most.IsNan());
            return Tensor.Where(chosen, dy.Reshape(kept) / chosen.Sum(dims, keepDim: true).To(dy.DType), 0);
        }, x, y);
    }
}

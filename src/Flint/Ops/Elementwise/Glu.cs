namespace Flint;

/// <summary>The gated linear unit (Dauphin et al. 2016).</summary>
public static class GluOps
{
    extension(Tensor x)
    {
        /// <summary>a sigmoid(b) of the two halves a, b of <paramref name="dim"/>.</summary>
        /// <exception cref="ShapeException">The dimension's size is odd.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Glu(int dim = -1)
        {
            var size = x.Size(dim);
            if (size % 2 != 0) throw new ShapeException($"Glu halves dimension {dim} of {x.Shape}, but its size {size} is odd.");
            return x.Narrow(dim, 0, size / 2) * x.Narrow(dim, size / 2, size / 2).Sigmoid();
        }
    }
}

namespace Flint;

/// <summary>Dimensions of size 1 taken out and put in: views.</summary>
public static class SqueezeOps
{
    extension(Tensor x)
    {
        /// <summary>Without the dimensions of size 1.</summary>
        public Tensor Squeeze() => x.Reshape([.. x.Layout.Sizes.Where(size => size != 1)]);

        /// <summary>Without dimension <paramref name="dim"/> if its size is 1; else unchanged.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Squeeze(int dim)
        {
            var at = x.Dim(dim);
            var sizes = x.Layout.Sizes;
            return sizes[at] == 1 ? x.Reshape([.. sizes[..at], .. sizes[(at + 1)..]]) : x;
        }

        /// <summary>A new dimension of size 1 at <paramref name="dim"/>; -1 puts it last.</summary>
        /// <exception cref="TensorIndexException">The place is out of range.</exception>
        public Tensor Unsqueeze(int dim)
        {
            var at = Tensor.NormalizeDim(dim, x.Rank + 1, x);
            var sizes = x.Layout.Sizes;
            return x.Reshape([.. sizes[..at], 1, .. sizes[at..]]);
        }
    }
}

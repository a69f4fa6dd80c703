namespace Flint;

/// <summary>The grid of an affine map, for GridSample.</summary>
public static class AffineGridOps
{
    extension(Tensor theta)
    {
        /// <summary>
        /// For each output pixel the point theta · (horizontal, vertical, 1) where it is read, with -1 and 1 at the borders of the image.
        /// </summary>
        /// <param name="size">The shape of the output of GridSample: [N, C, H, W] for theta [N, 2, 3], [N, C, D, H, W] for [N, 3, 4].</param>
        /// <param name="alignCorners">Whether -1 and 1 are the centres of the corner pixels instead of their outer edges; as GridSample's.</param>
        /// <returns>[N, H, W, 2] or [N, D, H, W, 3].</returns>
        /// <exception cref="ShapeException">Theta and the size do not fit together.</exception>
        /// <exception cref="DTypeException">Theta is not floating.</exception>
        public Tensor AffineGrid(Shape size, bool alignCorners = false)
        {
            NormChecks.Floating("AffineGrid", theta);
            var dims = size.Rank - 2;
            if (dims is not (2 or 3) || theta.Shape != new Shape([size[0], dims, dims + 1]))
                throw new ShapeException($"AffineGrid expects theta [N, 2, 3] with a size of [N, C, H, W], or [N, 3, 4] with [N, C, D, H, W], but got {theta.Shape} with {size}.");
            int[] space = size.ToArray()[2..];
            var columns = new Tensor[dims + 1];
            for (var d = 0; d < dims; d++)
            {
                int[] along = [.. Enumerable.Repeat(1, dims)];
                along[d] = space[d];
                columns[dims - 1 - d] = Steps(space[d], alignCorners, theta.DType).Reshape(along).Expand([.. space]).Reshape(-1);
            }
            columns[dims] = Tensor.Ones([checked((int)space.Aggregate(1L, (n, s) => n * s))], theta.DType);
            return Tensor.Stack(columns, 1).MatMul(theta.MT).Reshape([size[0], .. space, dims]);
        }
    }

    static Tensor Steps(int count, bool alignCorners, DType dtype)
    {
        if (count <= 1) return Tensor.Zeros([count], dtype);
        var last = alignCorners ? 1 : (count - 1.0) / count;
        return Tensor.Linspace(-last, last, count, dtype);
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>Three-dimensional transposed convolution.</summary>
public static class ConvTranspose3dOps
{
    extension(Tensor x)
    {
        /// <summary>As <see cref="ConvTranspose2dOps"/>, for volumes [N, C, D, H, W] or [C, D, H, W].</summary>
        /// <returns>[N, out, D', H', W'] with <c>D' = (D - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1</c>.</returns>
        /// <param name="weight">[C, out / groups, kernel depth, height, width].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Voxels between the places of neighbouring inputs in the output; 1 where not given.</param>
        /// <param name="padding">Planes, rows and columns cut off on each side of the output.</param>
        /// <param name="outputPadding">Planes, rows and columns more at the end, less than the stride or the dilation.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one.</param>
        /// <param name="dilation">Voxels between neighbouring taps of the kernel; 1 where not given.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor ConvTranspose3d(
            Tensor weight, Tensor? bias = null, Triple? stride = null, Triple padding = default, Triple outputPadding = default, int groups = 1, Triple? dilation = null)
        {
            if (x.Rank == 4) return x.Unsqueeze(0).ConvTranspose3d(weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
            int[] step = (stride ?? 1).ToArray(), spread = (dilation ?? 1).ToArray(), less = padding.ToArray(), more = outputPadding.ToArray();
            ConvolutionCheck.RequireTransposed("ConvTranspose3d", x, weight, bias, step, less, more, spread, groups);
            int Size(int d) => (int)ConvolutionCheck.TransposedSize(x.Size(d + 2), weight.Size(d + 2), step[d], less[d], more[d], spread[d]);
            var plane = new ConvolutionShape(x.Size(0), weight.Size(1) * groups, new(Size(1), Size(2)), x.Size(1), new(x.Size(3), x.Size(4)),
                new(weight.Size(3), weight.Size(4)), (stride ?? 1).Plane, padding.Plane, (dilation ?? 1).Plane, groups);
            var y = VolumeProducts.InputGradient(new(plane, Size(0), x.Size(2), weight.Size(2), step[0], less[0], spread[0]), x, weight);
            return bias is null ? y : y + bias.Reshape(-1, 1, 1, 1);
        }
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>Three-dimensional convolution.</summary>
public static class Conv3dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Three-dimensional convolution (cross-correlation) of volumes [N, C, D, H, W], as <see cref="Conv2dOps"/> with a depth. The result is
        /// [N, out, D', H', W'] with <c>D' = floor((D + 2 padding - dilation (kernel - 1) - 1) / stride) + 1</c>.
        /// </summary>
        /// <remarks>
        /// The sum over the kernel's depth of two-dimensional convolutions; beside the result it needs a copy of the input and of the
        /// result. One volume without batch, [C, D, H, W], gives [out, D', H', W'].
        /// </remarks>
        /// <param name="weight">[out, C / groups, kernel depth, height, width].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Voxels between neighbouring outputs; 1 where not given.</param>
        /// <param name="padding">Zeros around the volume, on each side, or <see cref="Padding.Same"/>.</param>
        /// <param name="dilation">Voxels between neighbouring taps of the kernel; 1 where not given.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Conv3d(Tensor weight, Tensor? bias = null, Triple? stride = null, Padding padding = default, Triple? dilation = null, int groups = 1)
        {
            if (x.Rank == 4) return x.Unsqueeze(0).Conv3d(weight, bias, stride, padding, dilation, groups).Squeeze(0);
            var (step, spread) = (stride ?? 1, dilation ?? 1);
            var (before, after) = padding.Of("Conv3d", Conv1dOps.KernelOf(weight), step.ToArray(), spread.ToArray());
            if (x.Rank == 5 && !before.SequenceEqual(after))
                x = x.Pad([0, after[2] - before[2], 0, after[1] - before[1], 0, after[0] - before[0]]);
            ConvolutionCheck.Require("Conv3d", x, weight, bias, step.ToArray(), before, spread.ToArray(), groups);
            int Count(int d) => WindowCount.Of(x.Size(d + 2), weight.Size(d + 2), step.ToArray()[d], before[d], spread.ToArray()[d]);
            var plane = new ConvolutionShape(x.Size(0), x.Size(1), new(x.Size(3), x.Size(4)), weight.Size(0), new(Count(1), Count(2)),
                new(weight.Size(3), weight.Size(4)), step.Plane, new(before[1], before[2]), spread.Plane, groups);
            return VolumeProducts.Forward(new(plane, x.Size(2), Count(0), weight.Size(2), step.Depth, before[0], spread.Depth), x, weight, bias);
        }
    }
}

using Flint.Kernels;

namespace Flint;

/// <summary>Images as patches, and back.</summary>
public static class UnfoldOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The patches that a convolution sees, as columns (im2col): [N, C, H, W] gives [N, C · kernel height · kernel width, patches], patches in
        /// row-major order. One image, [C, H, W], gives two dimensions.
        /// </summary>
        /// <param name="kernel">Height and width of a patch.</param>
        /// <param name="dilation">Pixels between neighbouring elements of a patch; 1 where not given.</param>
        /// <param name="padding">Rows and columns of zeros around the image.</param>
        /// <param name="stride">Pixels between neighbouring patches; 1 where not given.</param>
        /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], or no patch fits; all violations are listed.</exception>
        public Tensor Unfold(Pair kernel, Pair? dilation = null, Pair padding = default, Pair? stride = null)
        {
            if (x.Rank == 3) return x.Unsqueeze(0).Unfold(kernel, dilation, padding, stride).Squeeze(0);
            if (x.Rank != 4) throw new ShapeException($"Unfold expects [N, C, H, W] or [C, H, W], but got {x.Shape}.");
            return Columns(x, Patches.Of("Unfold", x, new(x.Size(2), x.Size(3)), kernel, dilation ?? 1, padding, stride ?? 1));
        }

        /// <summary>
        /// The sum of overlapping patches (col2im), the transposed map of <see cref="Unfold"/>: [N, C · kernel height · kernel width, patches] gives [N, C, H, W].
        /// </summary>
        /// <param name="outputSize">Height and width of the image.</param>
        /// <param name="kernel">Height and width of a patch.</param>
        /// <param name="dilation">Pixels between neighbouring elements of a patch; 1 where not given.</param>
        /// <param name="padding">Rows and columns around the image that are dropped.</param>
        /// <param name="stride">Pixels between neighbouring patches; 1 where not given.</param>
        /// <exception cref="ShapeException">The sizes do not fit; all violations are listed.</exception>
        public Tensor Fold(Pair outputSize, Pair kernel, Pair? dilation = null, Pair padding = default, Pair? stride = null)
        {
            if (x.Rank == 2) return x.Unsqueeze(0).Fold(outputSize, kernel, dilation, padding, stride).Squeeze(0);
            if (x.Rank != 3) throw new ShapeException($"Fold expects [N, C · kernel height · kernel width, patches], with or without N, but got {x.Shape}.");
            var patches = Patches.Of("Fold", x, new(outputSize.Height, outputSize.Width), kernel, dilation ?? 1, padding, stride ?? 1);
            if (x.Size(1) % patches.Cells != 0 || x.Size(2) != patches.Count.Height * patches.Count.Width)
                throw new ShapeException(
                    $"Fold to {outputSize} with kernel {kernel} expects a multiple of {patches.Cells} rows and {patches.Count.Height} · {patches.Count.Width} columns, but got {x.Shape}.");
            return Images(x, patches);
        }
    }

    /// <summary>Where the patches lie.</summary>
    readonly record struct Patches(Plane Image, Plane Count, Pair Kernel, Pair Dilation, Pair Padding, Pair Stride)
    {
        internal int Cells => Kernel.Height * Kernel.Width;

        internal static Patches Of(string name, Tensor x, Plane image, Pair kernel, Pair dilation, Pair padding, Pair stride)
        {
            List<string> wrong = [];
            if (kernel.ToArray().Min() < 1) wrong.Add($"kernel must be 1 or more, but is {kernel}");
            if (dilation.ToArray().Min() < 1) wrong.Add($"dilation must be 1 or more, but is {dilation}");
            if (padding.ToArray().Min() < 0) wrong.Add($"padding must be 0 or more, but is {padding}");
            else if (Math.Max(image.Height + 2L * padding.Height, image.Width + 2L * padding.Width) > int.MaxValue)
                wrong.Add($"padding {padding} makes an image of more than {int.MaxValue} rows or columns");
            if (stride.ToArray().Min() < 1) wrong.Add($"stride must be 1 or more, but is {stride}");
            if (wrong.Count == 0)
            {
                var count = new Plane(
                    WindowCount.Of(image.Height, kernel.Height, stride.Height, padding.Height, dilation.Height),
                    WindowCount.Of(image.Width, kernel.Width, stride.Width, padding.Width, dilation.Width));
                if (count.Height > 0 && count.Width > 0) return new(image, count, kernel, dilation, padding, stride);
                wrong.Add($"a patch of kernel {kernel} does not fit into [{image.Height}, {image.Width}] with padding {padding} and dilation {dilation}");
            }
            throw new ShapeException($"{name} on input {x.Shape}: {string.Join("; ", wrong)}.");
        }

        /// <summary>The elements (i, j) of all patches of a padded image: a view.</summary>
        internal Tensor Element(Tensor padded, int i, int j)
        {
            long rows = padded.Strides[2], columns = padded.Strides[3];
            return padded.Alias(
                new([padded.Size(0), padded.Size(1), Count.Height, Count.Width], [padded.Strides[0], padded.Strides[1], rows * Stride.Height, columns * Stride.Width]),
                padded.Offset + i * Dilation.Height * rows + j * Dilation.Width * columns);
        }
    }

    static Tensor Columns(Tensor x, Patches patches)
    {
        var (padding, kernel) = (patches.Padding, patches.Kernel);
        var padded = x.Detach();
        if (padding != default) padded = padded.Pad([padding.Width, padding.Width, padding.Height, padding.Height]);
        var columns = Tensor.Empty([x.Size(0), x.Size(1), kernel.Height, kernel.Width, patches.Count.Height, patches.Count.Width], x.DType);
        for (var i = 0; i < kernel.Height; i++)
            for (var j = 0; j < kernel.Width; j++)
                x.Device.Copy(patches.Element(padded, i, j), columns.Select(2, i).Select(2, j));
        return Tape.Record(columns.Reshape(x.Size(0), x.Size(1) * patches.Cells, patches.Count.Height * patches.Count.Width), x, dy => Images(dy, patches));
    }

    static Tensor Images(Tensor x, Patches patches)
    {
        var (padding, kernel, image) = (patches.Padding, patches.Kernel, patches.Image);
        var channels = x.Size(1) / patches.Cells;
        var columns = x.Detach().Reshape(x.Size(0), channels, kernel.Height, kernel.Width, patches.Count.Height, patches.Count.Width);
        var padded = Tensor.Zeros([x.Size(0), channels, image.Height + 2 * padding.Height, image.Width + 2 * padding.Width], x.DType);
        for (var i = 0; i < kernel.Height; i++)
            for (var j = 0; j < kernel.Width; j++)
            {
                var element = patches.Element(padded, i, j);
                element += columns.Select(2, i).Select(2, j);
            }
        var y = padding == default ? padded : padded.Narrow(2, padding.Height, image.Height).Narrow(3, padding.Width, image.Width).Contiguous();
        return Tape.Record(y, x, dy => Columns(dy, patches));
    }
}

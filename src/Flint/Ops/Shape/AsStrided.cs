namespace Flint;

/// <summary>Views with strides of one's own, and sliding windows.</summary>
public static class AsStridedOps
{
    extension(Tensor x)
    {
        /// <summary>A view of x's memory: element [i, j, ...] is <c>i · strides[0] + j · strides[1] + ...</c> elements from the start.</summary>
        /// <remarks>A gradient flows to a contiguous x, elements that are seen several times added up.</remarks>
        /// <param name="size">The sizes of the view.</param>
        /// <param name="strides">Elements to step along each dimension, 0 or more.</param>
        /// <param name="storageOffset">Elements from the start of the memory to the first one; x's own first element where not given.</param>
        /// <exception cref="ShapeException">There are not as many strides as sizes, one is negative, or the view leaves x's memory.</exception>
        /// <exception cref="AutogradException">A gradient is asked for and x is not contiguous.</exception>
        public Tensor AsStrided(Shape size, ReadOnlySpan<long> strides, long? storageOffset = null)
        {
            var offset = storageOffset ?? x.Offset;
            var (last, isSound) = ((Int128)offset, strides.Length == size.Rank && offset >= 0);
            for (var d = 0; isSound && d < size.Rank; d++)
            {
                isSound = strides[d] >= 0;
                last += (Int128)Math.Max(size[d] - 1, 0) * strides[d];
            }
            var cells = x.Storage.Bytes / x.DType.Size;
            if (!isSound || (size.Count > 0 && last >= cells))
                throw new ShapeException(
                    $"AsStrided needs one stride of 0 or more per size, and a view within the {cells} elements of the memory, but got size {size}, strides [{string.Join(", ", strides.ToArray())}], offset {offset}.");
            var view = x.Alias(new(size.ToArray(), strides.ToArray()), offset);
            if (!Tape.Tracks(x)) return view;
            if (!x.IsContiguous || offset < x.Offset || last >= x.Offset + x.Count)
                throw new AutogradException($"AsStrided gives gradients to a contiguous tensor whose own elements it shows, but shape {x.Shape} is a part of other memory: call Clone() first.");
            var (shape, from) = (x.Shape, x.Offset);
            return Tape.Record(view, x, dy =>
            {
                var numbers = Tensor.Arange(checked((int)shape.Count)).AsStrided(dy.Shape, view.Strides, offset - from);
                return Tensor.Zeros(shape, dy.DType).Put(numbers, dy, accumulate: true);
            });
        }

        /// <summary>A view of all windows of <paramref name="size"/> along a dimension, <paramref name="step"/> apart, as a new last dimension (torch.Tensor.unfold).</summary>
        /// <exception cref="ShapeException">The window is longer than the dimension, or the step below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Unfold(int dim, int size, int step)
        {
            var d = x.Dim(dim);
            if (size < 0 || size > x.Size(d) || step < 1)
                throw new ShapeException($"Unfold of dimension {d} of {x.Shape} expects a window of 0 to {x.Size(d)} and a step of 1 or more, but got {size} and {step}.");
            int[] sizes = [.. x.Layout.Sizes, size];
            long[] strides = [.. x.Strides, x.Strides[d]];
            sizes[d] = (x.Size(d) - size) / step + 1;
            strides[d] *= step;
            var view = x.Alias(new(sizes, strides), x.Offset);
            if (!Tape.Tracks(x)) return view;
            var shape = x.Shape;
            return Tape.Record(view, x, dy => Folded(dy, shape, d, step));
        }
    }

    /// <summary>The windows added up where they came from.</summary>
    static Tensor Folded(Tensor windows, Shape shape, int d, int step)
    {
        var (x, size) = (Tensor.Zeros(shape, windows.DType), windows.Size(-1));
        using (new NoGrad())
            for (var k = 0; k < size; k++)
            {
                var part = x[NarrowOps.At(d, TensorIndex.Step(k..(k + (windows.Size(d) - 1) * step + 1), step))];
                part += windows.Select(-1, k);
            }
        return Tape.Record(x, windows, dx => dx.Unfold(d, size, step));
    }
}

namespace Flint;

/// <summary>Reversed, rolled and turned: copies.</summary>
public static class FlipOps
{
    extension(Tensor x)
    {
        /// <summary>The order of the elements reversed along these dimensions, copied.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Flip(params ReadOnlySpan<int> dims)
        {
            var (strides, offset, at) = (x.Strides.ToArray(), x.Offset, dims.ToArray());
            for (var i = 0; i < at.Length; i++)
            {
                at[i] = x.Dim(at[i]);
                if (at.AsSpan(0, i).Contains(at[i])) throw new TensorIndexException($"Flip names dimension {at[i]} of shape {x.Shape} twice: name each once.");
                offset += Math.Max(x.Layout.Sizes[at[i]] - 1, 0) * strides[at[i]];
                strides[at[i]] = -strides[at[i]];
            }
            var y = Tensor.EmptyLike(x);
            if (y.Count > 0) y.Device.Copy(x.Alias(new(x.Layout.Sizes, strides), offset), y);
            return Tape.Record(y, x, dy => dy.Flip(at));
        }

        /// <summary>Left and right swapped: dimension 1 reversed.</summary>
        /// <exception cref="TensorIndexException">There are fewer than two dimensions.</exception>
        public Tensor FlipLr() => x.Flip(1);

        /// <summary>Up and down swapped: dimension 0 reversed.</summary>
        /// <exception cref="TensorIndexException">There is no dimension.</exception>
        public Tensor FlipUd() => x.Flip(0);

        /// <summary>Elements moved on by <paramref name="shift"/> positions along a dimension; those that leave at the end come in at the start.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Roll(int shift, int dim)
        {
            var (d, size) = (x.Dim(dim), x.Size(dim));
            if (size == 0) return x;
            var cut = size - ((shift % size) + size) % size;
            return cut == size ? x.Clone() : Tensor.Concat([x.Narrow(d, cut, size - cut), x.Narrow(d, 0, cut)], d);
        }

        /// <summary>Rolled along several dimensions, one shift each.</summary>
        /// <exception cref="ShapeException">There are not as many shifts as dimensions.</exception>
        public Tensor Roll(ReadOnlySpan<int> shifts, ReadOnlySpan<int> dims)
        {
            if (shifts.Length != dims.Length) throw new ShapeException($"Roll expects one shift per dimension, but got {shifts.Length} shifts and {dims.Length} dimensions.");
            for (var i = 0; i < dims.Length; i++) x = x.Roll(shifts[i], dims[i]);
            return x;
        }

        /// <summary>The elements in row-major order moved on by <paramref name="shift"/>.</summary>
        public Tensor Roll(int shift) => x.Reshape(-1).Roll(shift, 0).Reshape(x.Shape);

        /// <summary>Turned by k times 90 degrees in the plane of two dimensions, from the first towards the second.</summary>
        /// <param name="k">How often; negative turns the other way.</param>
        /// <param name="dim0">The first dimension of the plane.</param>
        /// <param name="dim1">The second.</param>
        /// <exception cref="TensorIndexException">There is no such dimension, or both are the same.</exception>
        public Tensor Rot90(int k = 1, int dim0 = 0, int dim1 = 1)
        {
            if (x.Dim(dim0) == x.Dim(dim1)) throw new TensorIndexException($"Rot90 turns a plane of two dimensions, but got {dim0} and {dim1} of {x.Shape}.");
            return (((k % 4) + 4) % 4) switch
            {
                0 => x.Clone(),
                1 => x.Flip(dim1).Transpose(dim0, dim1),
                2 => x.Flip(dim0, dim1),
                _ => x.Flip(dim0).Transpose(dim0, dim1),
            };
        }
    }
}

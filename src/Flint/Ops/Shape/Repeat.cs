namespace Flint;

/// <summary>Copies side by side.</summary>
public static class RepeatOps
{
    extension(Tensor x)
    {
        /// <summary>x repeated along each dimension; further numbers in front make new dimensions (NumPy's tile).</summary>
        /// <exception cref="ShapeException">There are fewer numbers than dimensions, or one is negative.</exception>
        public Tensor Repeat(params ReadOnlySpan<int> times)
        {
            var lead = times.Length - x.Rank;
            foreach (var n in times)
                if (n < 0) lead = -1;
            if (lead < 0) throw new ShapeException($"Repeat of {x.Shape} expects at least {x.Rank} numbers of 0 or more, one per dimension, but got [{string.Join(", ", times.ToArray())}].");
            List<int> split = [], spread = [], merged = [];
            for (var d = 0; d < times.Length; d++)
            {
                var size = d < lead ? 1 : x.Size(d - lead);
                split.AddRange([1, size]);
                spread.AddRange([times[d], size]);
                merged.Add(checked(times[d] * size));
            }
            return x.Reshape([.. split]).Expand([.. spread]).Clone().Reshape([.. merged]);
        }

        /// <summary>As Repeat; missing numbers in front are 1.</summary>
        /// <exception cref="ShapeException">A number is negative.</exception>
        public Tensor Tile(params ReadOnlySpan<int> times) =>
            x.Repeat([.. Enumerable.Repeat(1, Math.Max(0, x.Rank - times.Length)), .. times]);

        /// <summary>Each element along a dimension repeated in place: [1, 2] gives [1, 1, 2, 2]; of x taken as 1-D where there is no dimension.</summary>
        /// <exception cref="ShapeException">The number is negative.</exception>
        public Tensor RepeatInterleave(int repeats, int? dim = null)
        {
            if (repeats < 0) throw new ShapeException($"RepeatInterleave expects repeats of 0 or more, but got {repeats}.");
            if (dim is null) return x.Reshape(-1).RepeatInterleave(repeats, 0);
            var d = x.Dim(dim.Value);
            var sizes = x.Layout.Sizes;
            return x.Unsqueeze(d + 1).Expand([.. sizes[..(d + 1)], repeats, .. sizes[(d + 1)..]]).Clone()
                .Reshape([.. sizes[..d], checked(sizes[d] * repeats), .. sizes[(d + 1)..]]);
        }

        /// <summary>Position i along a dimension repeated <c>repeats[i]</c> times.</summary>
        /// <param name="repeats">1-D, Int64 or Int32, one per position.</param>
        /// <param name="dim">The dimension; x is taken as 1-D where not given.</param>
        /// <exception cref="ShapeException">There is not one number per position, or one is negative.</exception>
        public Tensor RepeatInterleave(Tensor repeats, int? dim = null)
        {
            if (dim is null) return x.Reshape(-1).RepeatInterleave(repeats, 0);
            var size = x.Size(dim.Value);
            long[] times = repeats.DType is DType.Int64 or DType.Int32 ? repeats.To(DType.Int64).ToArray<long>()
                : throw new DTypeException($"RepeatInterleave expects repeats of Int64 or Int32, but got {repeats.DType}.");
            if (repeats.Rank != 1 || times.Length != size || times.Any(n => n < 0))
                throw new ShapeException($"RepeatInterleave along dimension {x.Dim(dim.Value)} of {x.Shape} expects {size} repeats of 0 or more, but got {repeats.Shape} [{string.Join(", ", times)}].");
            return x.IndexSelect(dim.Value, Tensor.From<long>([.. times.SelectMany((n, i) => Enumerable.Repeat((long)i, checked((int)n)))]));
        }
    }
}

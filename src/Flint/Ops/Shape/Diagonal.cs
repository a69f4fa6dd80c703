namespace Flint;

/// <summary>Diagonals, read as views and written into new matrices.</summary>
public static class DiagonalOps
{
    extension(Tensor x)
    {
        /// <summary>A view of the diagonal of two dimensions, as a new last one; offset 1 is the one above.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or both are the same.</exception>
        public Tensor Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1)
        {
            var view = View(x, offset, dim1, dim2);
            if (!Tape.Tracks(x)) return view;
            var shape = x.Shape;
            return Tape.Record(view, x, dy => dy.Embedded(shape, offset, dim1, dim2));
        }

        /// <summary>Matrices of zeros with the last dimension on a diagonal: the opposite of Diagonal.</summary>
        /// <param name="offset">Above (positive) or below the main diagonal.</param>
        /// <param name="dim1">Where the rows stand in the result.</param>
        /// <param name="dim2">Where the columns stand in the result.</param>
        /// <exception cref="TensorIndexException">There is no such dimension of the result, or both are the same.</exception>
        public Tensor DiagEmbed(int offset = 0, int dim1 = -2, int dim2 = -1)
        {
            if (x.Rank == 0) throw new ShapeException("DiagEmbed expects at least one dimension, but got a scalar.");
            var rank = x.Rank + 1;
            var (a, b) = (Tensor.NormalizeDim(dim1, rank, x), Tensor.NormalizeDim(dim2, rank, x));
            if (a == b) throw Same("DiagEmbed", x, dim1, dim2);
            var n = checked(x.Size(-1) + Math.Abs(offset));
            List<int> sizes = [.. x.Layout.Sizes[..^1]];
            sizes.Insert(Math.Min(a, b), n);
            sizes.Insert(Math.Max(a, b), n);
            return x.Embedded([.. sizes], offset, a, b);
        }

        /// <summary>The diagonal of a matrix (a view), or the matrix with this vector on its diagonal.</summary>
        /// <exception cref="ShapeException">This is neither a vector nor a matrix.</exception>
        public Tensor Diag(int diagonal = 0) => x.Rank switch
        {
            1 => x.DiagEmbed(diagonal),
            2 => x.Diagonal(diagonal),
            _ => throw new ShapeException($"Diag takes a vector or a matrix, but got {x.Shape}: Diagonal and DiagEmbed take batches."),
        };

        /// <summary>The matrix with all elements of x, in row-major order, on its diagonal.</summary>
        public Tensor Diagflat(int offset = 0) => x.Reshape(-1).DiagEmbed(offset);

        /// <summary>The sum of the diagonal of a matrix; of integers Int64.</summary>
        /// <exception cref="ShapeException">This is not a matrix.</exception>
        public Tensor Trace() => x.Rank == 2 ? x.Diagonal().Sum() : throw new ShapeException($"Trace takes a matrix, but got {x.Shape}: x.Diagonal(0, -2, -1).Sum(-1) takes batches.");

        /// <summary>Zeros of the given shape whose diagonal is x.</summary>
        internal Tensor Embedded(Shape shape, int offset, int dim1, int dim2)
        {
            var y = Tensor.Zeros(shape, x.DType);
            y.Device.Copy(x, View(y, offset, dim1, dim2));
            return Tape.Record(y, x, dy => dy.Diagonal(offset, dim1, dim2));
        }
    }

    static Tensor View(Tensor x, int offset, int dim1, int dim2)
    {
        var (a, b) = (x.Dim(dim1), x.Dim(dim2));
        if (a == b) throw Same("Diagonal", x, dim1, dim2);
        var (sizes, strides) = (x.Layout.Sizes, x.Layout.Strides);
        var length = (int)Math.Max(0, offset >= 0 ? Math.Min(sizes[a], (long)sizes[b] - offset) : Math.Min((long)sizes[a] + offset, sizes[b]));
        var start = length == 0 ? 0 : offset >= 0 ? offset * strides[b] : -(long)offset * strides[a];
        var rest = Enumerable.Range(0, x.Rank).Where(d => d != a && d != b);
        return x.Alias(new([.. rest.Select(d => sizes[d]), length], [.. rest.Select(d => strides[d]), strides[a] + strides[b]]), x.Offset + start);
    }

    static TensorIndexException Same(string operation, Tensor x, int dim1, int dim2) =>
        new($"{operation} takes two different dimensions, but got {dim1} and {dim2} for shape {x.Shape}.");
}

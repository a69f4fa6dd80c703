namespace Flint;

/// <summary>Triangles of matrices.</summary>
public static class TrilOps
{
    extension(Tensor x)
    {
        /// <summary>The lower triangles of a batch of matrices: element [..., i, j] where j - i is at most <paramref name="diagonal"/>, else 0.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor Tril(int diagonal = 0) => Keep("Tril", x, (i, j) => (long)j - i <= diagonal);

        /// <summary>The upper triangles of a batch of matrices: element [..., i, j] where j - i is at least <paramref name="diagonal"/>, else 0.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor Triu(int diagonal = 0) => Keep("Triu", x, (i, j) => (long)j - i >= diagonal);

        /// <summary>Row and column numbers of the lower triangle, [2, count], Int64, row by row.</summary>
        public static Tensor TrilIndices(int rows, int columns, int offset = 0) => Mask(rows, columns, (i, j) => (long)j - i <= offset).Nonzero().T.Contiguous();

        /// <summary>Row and column numbers of the upper triangle, [2, count], Int64, row by row.</summary>
        public static Tensor TriuIndices(int rows, int columns, int offset = 0) => Mask(rows, columns, (i, j) => (long)j - i >= offset).Nonzero().T.Contiguous();
    }

    static Tensor Keep(string operation, Tensor x, Func<int, int, bool> isKept)
    {
        if (x.Rank < 2) throw new ShapeException($"{operation} expects a matrix or a batch of them, but got {x.Shape}.");
        return Tensor.Where(Mask(x.Size(-2), x.Size(-1), isKept), x, Tensor.Scalar(0, x.DType));
    }

    static Tensor Mask(int rows, int columns, Func<int, int, bool> isKept)
    {
        var mask = new bool[checked(rows * columns)];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) mask[i * columns + j] = isKept(i, j);
        return Tensor.Wrap(mask, [rows, columns]);
    }
}

namespace Flint.LinearAlgebra;

/// <summary>Linear equations whose unknowns and right sides are tensors.</summary>
public static class TensorSolveOps
{
    extension(Tensor a)
    {
        /// <summary>The x with <c>a.Tensordot(x, x.Rank) = b</c>: a [*b, *x], where the sizes of b and of x have the same product.</summary>
        /// <param name="b">The right side.</param>
        /// <param name="dims">Dimensions of a moved to its end first; none where not given.</param>
        /// <exception cref="ShapeException">The first sizes of a are not b's, or the products differ.</exception>
        /// <exception cref="SingularMatrixException">The matrix of a is singular.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor TensorSolve(Tensor b, int[]? dims = null)
        {
            if (dims is not null) a = a.Movedim(dims, [.. Enumerable.Range(a.Rank - dims.Length, dims.Length)]);
            int[] x = [.. a.Shape.Skip(b.Rank)];
            if (!a.Shape.Take(b.Rank).SequenceEqual(b.Shape) || x.Aggregate(1L, (n, s) => n * s) != b.Count)
                throw new ShapeException($"TensorSolve expects a whose first sizes are b's and whose others have the same product, but got {a.Shape} and {b.Shape}.");
            var n = checked((int)b.Count);
            return a.Reshape(n, n).Solve(b.Reshape(n)).Reshape(x);
        }

        /// <summary>The inverse of <c>x => a.Tensordot(x, a.Rank - ind)</c>: a [*m, *n] with ind sizes in m gives [*n, *m].</summary>
        /// <param name="ind">How many dimensions of a belong to the result.</param>
        /// <exception cref="ShapeException">ind is not from 1 to the rank - 1, or the products of both groups differ.</exception>
        /// <exception cref="SingularMatrixException">The matrix of a is singular.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor TensorInv(int ind = 2)
        {
            if (ind < 1 || ind >= a.Rank) throw new ShapeException($"TensorInv of {a.Shape} takes ind from 1 to {a.Rank - 1}, but got {ind}.");
            int[] m = [.. a.Shape.Take(ind)], n = [.. a.Shape.Skip(ind)];
            var (rows, columns) = (m.Aggregate(1, (p, s) => checked(p * s)), n.Aggregate(1, (p, s) => checked(p * s)));
            if (rows != columns) throw new ShapeException($"TensorInv of {a.Shape} with ind {ind} needs as many numbers before as behind, but got {rows} and {columns}.");
            return a.Reshape(rows, columns).Inverse().Reshape([.. n, .. m]);
        }
    }
}

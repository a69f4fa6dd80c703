namespace Flint;

/// <summary>Products of vectors and matrices beside MatMul.</summary>
public static class ProductsOps
{
    extension(Tensor x)
    {
        /// <summary>The product of a matrix and a vector.</summary>
        /// <exception cref="ShapeException">This is no matrix, the other no vector, or the sizes differ.</exception>
        public Tensor Mv(Tensor vector) => x.Rank == 2 && vector.Rank == 1 ? x.MatMul(vector)
            : throw new ShapeException($"Mv multiplies a matrix by a vector, but got {x.Shape} and {vector.Shape}: MatMul broadcasts.");

        /// <summary>All products of an element of x and one of y: [m] and [n] give [m, n].</summary>
        /// <exception cref="ShapeException">One of them is no vector.</exception>
        public Tensor Outer(Tensor y) => x.Rank == 1 && y.Rank == 1 ? x.Unsqueeze(1) * y.Unsqueeze(0)
            : throw new ShapeException($"Outer multiplies two vectors, but got {x.Shape} and {y.Shape}.");

        /// <summary>PyTorch's other name of Outer.</summary>
        /// <exception cref="ShapeException">One of them is no vector.</exception>
        public Tensor Ger(Tensor y) => x.Outer(y);

        /// <summary>Sums of products over the last dimension of both: [..., k] and [*, k] give [..., *]. A scalar multiplies.</summary>
        /// <exception cref="ShapeException">The last sizes differ.</exception>
        public Tensor Inner(Tensor y) => x.Rank == 0 || y.Rank == 0 ? x * y : x.Tensordot(y, [-1], [-1]);

        /// <summary>Sums of products over the last <paramref name="dims"/> dimensions of x and the first of y.</summary>
        /// <exception cref="ShapeException">There are not so many dimensions, or sizes differ.</exception>
        public Tensor Tensordot(Tensor y, int dims = 2)
        {
            if (dims < 0 || dims > x.Rank || dims > y.Rank) throw new ShapeException($"Tensordot over {dims} dimensions needs as many in {x.Shape} and {y.Shape}.");
            return x.Tensordot(y, [.. Enumerable.Range(x.Rank - dims, dims)], [.. Enumerable.Range(0, dims)]);
        }

        /// <summary>Sums of products over pairs of dimensions, <c>dimsX[i]</c> of x with <c>dimsY[i]</c> of y; x's others come first in the result.</summary>
        /// <exception cref="ShapeException">There are not as many of x as of y, or the sizes of a pair differ.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Tensordot(Tensor y, ReadOnlySpan<int> dimsX, ReadOnlySpan<int> dimsY)
        {
            if (dimsX.Length != dimsY.Length) throw new ShapeException($"Tensordot expects pairs of dimensions, but got {dimsX.Length} of x and {dimsY.Length} of y.");
            var (a, b) = (dimsX.ToArray(), dimsY.ToArray());
            for (var i = 0; i < a.Length; i++)
            {
                (a[i], b[i]) = (x.Dim(a[i]), y.Dim(b[i]));
                if (x.Size(a[i]) != y.Size(b[i]))
                    throw new ShapeException($"Tensordot pairs dimension {a[i]} of {x.Shape} with dimension {b[i]} of {y.Shape}, but the sizes differ.");
            }
            int[] left = [.. Enumerable.Range(0, x.Rank).Except(a)], right = [.. Enumerable.Range(0, y.Rank).Except(b)];
            int[] rows = [.. left.Select(d => x.Size(d))], columns = [.. right.Select(d => y.Size(d))];
            var summed = a.Aggregate(1, (n, d) => checked(n * x.Size(d)));
            var product = x.Permute([.. left, .. a]).Reshape(rows.Aggregate(1, (n, s) => n * s), summed)
                .MatMul(y.Permute([.. b, .. right]).Reshape(summed, columns.Aggregate(1, (n, s) => n * s)));
            return product.Reshape([.. rows, .. columns]);
        }

        /// <summary>Σ xᵢ yᵢ along a dimension, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor VecDot(Tensor y, int dim = -1) => (x * y).Sum(dim);

        /// <summary>Kronecker's product: each element of x times all of y, [a, b] and [c, d] give [a·c, b·d].</summary>
        public Tensor Kron(Tensor y)
        {
            var rank = Math.Max(x.Rank, y.Rank);
            int[] a = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Layout.Sizes], b = [.. Enumerable.Repeat(1, rank - y.Rank), .. y.Layout.Sizes];
            var product = x.Reshape([.. a.SelectMany(n => (int[])[n, 1])]) * y.Reshape([.. b.SelectMany(n => (int[])[1, n])]);
            return product.Reshape([.. a.Zip(b, (m, n) => checked(m * n))]);
        }

        /// <summary>The vector product of three-dimensional vectors along <paramref name="dim"/>; the others broadcast.</summary>
        /// <exception cref="ShapeException">The size of that dimension is not 3.</exception>
        public Tensor Cross(Tensor y, int dim = -1)
        {
            if (x.Size(dim) != 3 || y.Size(dim) != 3)
                throw new ShapeException($"Cross needs size 3 in dimension {dim}, but got {x.Shape} and {y.Shape}.");
            return x.Roll(-1, dim) * y.Roll(-2, dim) - x.Roll(-2, dim) * y.Roll(-1, dim);
        }

        /// <summary>x to the power n by repeated squaring, for a batch of square matrices; the identity for 0.</summary>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="ArgumentOutOfRangeException">n is negative: take the power of the inverse, which is in Flint.LinearAlgebra.</exception>
        public Tensor MatrixPower(int n)
        {
            if (x.Rank < 2 || x.Size(-1) != x.Size(-2)) throw new ShapeException($"MatrixPower needs square matrices, but got {x.Shape}.");
            if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, "MatrixPower of a negative power: take the power of x.Inverse(), which is in Flint.LinearAlgebra.");
            if (n == 0) return Tensor.Eye(x.Size(-1), dtype: x.DType).Expand(x.Shape).Clone();
            Tensor? power = null;
            for (var square = x; ; square = square.MatMul(square))
            {
                if ((n & 1) == 1) power = power is null ? square : power.MatMul(square);
                if ((n >>= 1) == 0) return power!;
            }
        }
    }
}

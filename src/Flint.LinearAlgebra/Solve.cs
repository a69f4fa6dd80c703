namespace Flint.LinearAlgebra;

/// <summary>Linear equations and inverses.</summary>
public static class SolveOps
{
    extension(Tensor a)
    {
        /// <summary>The solution x of <c>a x = b</c>, by LU with partial pivoting. Leading dimensions are a batch and broadcast.</summary>
        /// <remarks>db = a⁻ᵀ dx, da = -db xᵀ (Giles 2008).</remarks>
        /// <param name="b">[..., n, k], or vectors [..., n] where its shape is a's without the last dimension.</param>
        /// <exception cref="ShapeException">a is not square, or b does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        /// <exception cref="SingularMatrixException">A matrix is singular; the message names it and the pivot.</exception>
        public Tensor Solve(Tensor b)
        {
            RequireSame("Solve", a, b);
            return Batched.InDouble("Solve", a, x =>
            {
                var isVector = b.Rank == 1 || (b.Rank == a.Rank - 1 && b.Shape.Span.SequenceEqual(a.Shape.Span[..^1]));
                var (left, right) = Paired("Solve", x, isVector ? b.To(DType.Float64).Unsqueeze(-1) : b.To(DType.Float64));
                var solution = Solution(left, right);
                return [isVector ? solution.Squeeze(-1) : solution];
            }, square: true)[0];
        }

        /// <summary>The solution x of <c>a x = b</c> (or x a = b) for triangular a; the other triangle is not read.</summary>
        /// <param name="b">[..., n, k]; [..., k, n] where <paramref name="left"/> is false.</param>
        /// <param name="upper">Whether a is upper triangular.</param>
        /// <param name="left">Whether a stands on the left.</param>
        /// <param name="unitriangular">Takes the diagonal as ones, without reading it.</param>
        /// <exception cref="ShapeException">a is not square, or b does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        /// <exception cref="SingularMatrixException">An element of a diagonal is 0.</exception>
        public Tensor SolveTriangular(Tensor b, bool upper, bool left = true, bool unitriangular = false)
        {
            RequireSame("SolveTriangular", a, b);
            if (!left) return a.MT.SolveTriangular(b.MT, !upper, unitriangular: unitriangular).MT;
            return Batched.InDouble("SolveTriangular", a, x =>
            {
                var (t, right) = Paired("SolveTriangular", x, b.To(DType.Float64));
                return [Triangular(t, right, upper, unitriangular)];
            }, square: true)[0];
        }

        /// <summary>The inverse of each matrix. Solve is more exact and faster where the inverse is only multiplied.</summary>
        /// <remarks>da = -yᵀ dy yᵀ.</remarks>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="SingularMatrixException">A matrix is singular.</exception>
        public Tensor Inverse() => Batched.InDouble("Inverse", a, x => [Inverted(x, "Inverse")], square: true)[0];
    }

    internal static Tensor Inverted(Tensor x, string operation)
    {
        var n = x.Size(-1);
        var identity = new Dense(n, n);
        for (var i = 0; i < n; i++) identity[i, i] = 1;
        var y = Batched.Run(x, null, [[n, n]], (m, _, name) => [Factors.Solve(operation, m, identity, name).Data])[0];
        return Tape.Record(y, x, dy => -y.MT.MatMul(dy).MatMul(y.MT), y);
    }

    static Tensor Solution(Tensor a, Tensor b)
    {
        var x = Batched.Run(a, b, [[b.Size(-2), b.Size(-1)]], (m, right, name) => [Factors.Solve("Solve", m, right, name).Data])[0];
        return Tape.Record(x, [a, b], (dx, wanted) =>
        {
            var db = Solution(a.MT, dx);
            return [wanted[0] ? -db.MatMul(x.MT) : null, wanted[1] ? db : null];
        }, a, x);
    }

    static Tensor Triangular(Tensor a, Tensor b, bool upper, bool unit)
    {
        var x = Batched.Run(a, b, [[b.Size(-2), b.Size(-1)]], (m, right, name) =>
        {
            Factors.SolveTriangular("SolveTriangular", m, right, upper, unit, name);
            return [right.Data];
        })[0];
        return Tape.Record(x, [a, b], (dx, wanted) =>
        {
            var db = Triangular(a.MT, dx, !upper, unit);
            var edge = unit ? 1 : 0;
            return [wanted[0] ? -(upper ? db.MatMul(x.MT).Triu(edge) : db.MatMul(x.MT).Tril(-edge)) : null, wanted[1] ? db : null];
        }, a, x);
    }

    static (Tensor A, Tensor B) Paired(string operation, Tensor a, Tensor b)
    {
        if (b.Rank < 2 || b.Size(-2) != a.Size(-1))
            throw new ShapeException($"{operation} with matrices {a.Shape} expects a right side of {a.Size(-1)} rows, but got {b.Shape}.");
        int[] batch = [.. Tensor.BroadcastTensors(Tensor.Zeros([.. a.Shape.Span[..^2]]), Tensor.Zeros([.. b.Shape.Span[..^2]]))[0].Shape];
        return (a.Expand([.. batch, .. a.Shape.Span[^2..]]), b.Expand([.. batch, .. b.Shape.Span[^2..]]));
    }

    internal static void RequireSame(string operation, Tensor a, Tensor b)
    {
        if (a.DType != b.DType || !a.DType.IsFloating)
            throw new DTypeException($"{operation} needs one floating dtype, but got {a.DType} and {b.DType}: convert with To.");
    }
}

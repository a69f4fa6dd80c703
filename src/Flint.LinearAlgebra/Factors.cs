using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Flint.LinearAlgebra;

/// <summary>Decompositions of single matrices. Those that iterate are MathNet.Numerics'.</summary>
static class Factors
{
    /// <summary>L and U in one matrix, and where each row came from: row i of LU is row Order[i] of a. Partial pivoting.</summary>
    internal static (Dense Lu, int[] Order, int Sign, int ZeroPivot) Lu(Dense a)
    {
        var (lu, order, sign, zero) = (a.Copy(), Enumerable.Range(0, a.Rows).ToArray(), 1, -1);
        for (var k = 0; k < Math.Min(a.Rows, a.Columns); k++)
        {
            var p = k;
            for (var i = k + 1; i < a.Rows; i++)
                if (Math.Abs(lu[i, k]) > Math.Abs(lu[p, k])) p = i;
            if (p != k)
            {
                for (var j = 0; j < a.Columns; j++) (lu[k, j], lu[p, j]) = (lu[p, j], lu[k, j]);
                (order[k], order[p], sign) = (order[p], order[k], -sign);
            }
            if (lu[k, k] == 0)
            {
                if (zero < 0) zero = k;
                continue;
            }
            for (var i = k + 1; i < a.Rows; i++)
            {
                var factor = lu[i, k] /= lu[k, k];
                for (var j = k + 1; j < a.Columns; j++) lu[i, j] -= factor * lu[k, j];
            }
        }
        return (lu, order, sign, zero);
    }

    /// <summary>The solution of a x = b.</summary>
    /// <exception cref="SingularMatrixException">A pivot is 0.</exception>
    internal static Dense Solve(string operation, Dense a, Dense b, string name)
    {
        var (lu, order, _, zero) = Lu(a);
        if (zero >= 0)
            throw new SingularMatrixException($"{operation}: {name} is singular (pivot {zero} is 0): use PInverse, or add a multiple of Eye.");
        var x = new Dense(b.Rows, b.Columns);
        for (var i = 0; i < b.Rows; i++)
            for (var j = 0; j < b.Columns; j++) x[i, j] = b[order[i], j];
        SolveTriangular(operation, lu, x, upper: false, unit: true, name);
        SolveTriangular(operation, lu, x, upper: true, unit: false, name);
        return x;
    }

    /// <summary>Replaces x by the solution of t y = x; only the named triangle of t is read.</summary>
    /// <exception cref="SingularMatrixException">An element of the diagonal is 0.</exception>
    internal static void SolveTriangular(string operation, Dense t, Dense x, bool upper, bool unit, string name)
    {
        var n = t.Columns;
        for (var step = 0; step < n; step++)
        {
            var i = upper ? n - 1 - step : step;
            if (!unit && t[i, i] == 0) throw new SingularMatrixException($"{operation}: {name} is singular (element {i} of its diagonal is 0): use PInverse, or add a multiple of Eye.");
            for (var k = upper ? i + 1 : 0; k < (upper ? n : i); k++)
                for (var j = 0; j < x.Columns; j++) x[i, j] -= t[i, k] * x[k, j];
            if (!unit)
                for (var j = 0; j < x.Columns; j++) x[i, j] /= t[i, i];
        }
    }

    /// <summary>L with L Lᵀ = a, from a's lower triangle.</summary>
    /// <exception cref="SingularMatrixException">A pivot is not positive.</exception>
    internal static Dense Cholesky(Dense a, string name)
    {
        var l = new Dense(a.Rows, a.Rows);
        for (var j = 0; j < a.Rows; j++)
            for (var i = j; i < a.Rows; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                if (i > j) l[i, j] = sum / l[j, j];
                else if (sum > 0) l[j, j] = Math.Sqrt(sum);
                else throw new SingularMatrixException($"Cholesky: {name} is not positive definite (pivot {j} is {sum:g3}): add a multiple of Eye, or use Eigh.");
            }
        return l;
    }

    internal static (double[] Q, double[] R) Qr(Dense a, bool complete)
    {
        var (m, n) = (a.Rows, a.Columns);
        var k = complete ? m : Math.Min(m, n);
        if (m == 0 || n == 0)
        {
            var identity = new Dense(m, k);
            for (var i = 0; i < k; i++) identity[i, i] = 1;
            return (identity.Data, new double[k * n]);
        }
        // MathNet wants at least as many rows as columns: the first m columns decide Q, the others are Qᵀ times themselves.
        var whole = Of(a);
        var qr = (m < n ? whole.SubMatrix(0, m, 0, m) : whole).QR(QRMethod.Full);
        var q = qr.Q.SubMatrix(0, m, 0, k);
        return (RowMajor(q), RowMajor(q.TransposeThisAndMultiply(whole), upper: true));
    }

    /// <summary>U [m, m], the singular values from large to small, Vᵀ [n, n].</summary>
    internal static (Matrix<double> U, double[] S, Matrix<double> Vh) Svd(Dense a)
    {
        var svd = Of(a).Svd(computeVectors: true);
        return (svd.U, svd.S.ToArray(), svd.VT);
    }

    /// <summary>Eigenvalues of a symmetric matrix from small to large, and its eigenvectors in the columns.</summary>
    internal static (double[] Values, double[] Vectors) Eigh(Dense a)
    {
        if (a.Rows == 0) return ([], []);
        var evd = Of(a).Evd(Symmetricity.Symmetric);
        var values = evd.EigenValues.Select(v => v.Real).ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var vectors = new Dense(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j < a.Rows; j++) vectors[i, j] = evd.EigenVectors[i, order[j]];
        return ([.. order.Select(i => values[i])], vectors.Data);
    }

    internal static Matrix<double> Of(Dense a) => Matrix<double>.Build.DenseOfRowMajor(a.Rows, a.Columns, a.Data);

    internal static double[] RowMajor(Matrix<double> m, bool upper = false)
    {
        var result = new Dense(m.RowCount, m.ColumnCount);
        for (var i = 0; i < m.RowCount; i++)
            for (var j = upper ? i : 0; j < m.ColumnCount; j++) result[i, j] = m[i, j];
        return result.Data;
    }
}

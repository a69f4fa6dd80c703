using System.Numerics;

namespace Flint;

public sealed partial class Tensor
{
    /// <summary>A new contiguous tensor with undefined contents.</summary>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32) => Empty(Layout.Contiguous(shape.Array), dtype);

    /// <summary>All zeros.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32) => Full(shape, 0, dtype);

    /// <summary>All ones.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32) => Full(shape, 1, dtype);

    /// <summary>Every element is <paramref name="value"/>.</summary>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float32)
    {
        var result = Empty(shape, dtype);
        result.Device.Fill(result, value);
        return result;
    }

    /// <summary>Every element is <paramref name="value"/>, as Int32; give a dtype or a fraction (1.0) for another.</summary>
    public static Tensor Full(Shape shape, int value) => Full(shape, value, DType.Int32);

    /// <summary>A scalar (shape []) of Int32.</summary>
    public static Tensor Scalar(int value) => Full([], value);

    /// <summary>A scalar (shape []) of the given dtype.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32) => Full([], value, dtype);

    /// <summary>Uninitialised, with the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor EmptyLike(Tensor x, DType? dtype = null) =>
        Empty(x.IsContiguous ? x.Layout : Layout.Contiguous(x.Layout.Sizes), dtype ?? x.DType);

    /// <summary>Zeros with the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor ZerosLike(Tensor x, DType? dtype = null) => Zeros(x.Shape, dtype ?? x.DType);

    /// <summary>One value, with the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor FullLike(Tensor x, double value, DType? dtype = null) => Full(x.Shape, value, dtype ?? x.DType);

    /// <summary>Ones with the shape and dtype of <paramref name="x"/>.</summary>
    public static Tensor OnesLike(Tensor x, DType? dtype = null) => Ones(x.Shape, dtype ?? x.DType);

    /// <summary>The n x n identity matrix; with <paramref name="columns"/>, ones on the diagonal of an n x columns matrix.</summary>
    public static Tensor Eye(int n, int? columns = null, DType dtype = DType.Float32)
    {
        var m = columns ?? n;
        var result = Zeros([n, m], dtype);
        var diagonal = result.Alias(new Layout([Math.Min(n, m)], [m + 1L]), 0);
        result.Device.Fill(diagonal, 1);
        return result;
    }

    /// <summary>0, 1, ... n-1 as Int64.</summary>
    public static Tensor Arange(int n) => Arange(0L, n, 1L);

    /// <summary>start, start + 1, ... below <paramref name="end"/>; Int64 for integers, Float32 for float, Float64 for double.</summary>
    /// <exception cref="ArgumentException">The end is below the start.</exception>
    public static Tensor Arange<T>(T start, T end) where T : unmanaged, INumber<T> => Arange(start, end, T.One);

    /// <summary>start, start + step, ... below (above, for a negative step) <paramref name="end"/>; Int64 for integers, Float32 for float, Float64 for double.</summary>
    /// <exception cref="ArgumentException">The step is zero or leads away from the end.</exception>
    public static Tensor Arange<T>(T start, T end, T step) where T : unmanaged, INumber<T>
    {
        if (step == T.Zero || (step > T.Zero ? end < start : end > start))
            throw new ArgumentException($"Arange cannot go from {start} to {end} in steps of {step}: the step must be nonzero and lead to the end.", nameof(step));
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            var (first, last, stride) = (double.CreateChecked(start), double.CreateChecked(end), double.CreateChecked(step));
            var values = new T[checked((int)Math.Ceiling((last - first) / stride))];
            for (var i = 0; i < values.Length; i++) values[i] = T.CreateChecked(first + i * stride);
            return Wrap(values, [values.Length]);
        }
        var (from, to, by) = (Int128.CreateChecked(start), Int128.CreateChecked(end), Int128.CreateChecked(step));
        var integers = new long[checked((int)((to - from + by - Int128.Sign(by)) / by))];
        for (var i = 0; i < integers.Length; i++) integers[i] = (long)(from + i * by);
        return Wrap(integers, [integers.Length]);
    }

    /// <summary><paramref name="steps"/> evenly spaced numbers from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public static Tensor Linspace(double start, double end, int steps, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var values = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            // From both ends, so that the last value is exact.
            var step = (end - start) / Math.Max(steps - 1, 1);
            values[i] = i < steps / 2 ? start + i * step : steps == 1 ? start : end - (steps - 1 - i) * step;
        }
        return Wrap(values, [steps]).To(dtype);
    }
}

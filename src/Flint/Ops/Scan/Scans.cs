namespace Flint;

/// <summary>What scans share.</summary>
static class Scans
{
    /// <summary>The scan of x along a dimension; not recorded.</summary>
    internal static Tensor Run(ScanKind kind, Tensor x, int dim, bool reverse = false)
    {
        var axis = Reduction.AxisOf(x, dim);
        var y = Tensor.EmptyLike(x);
        if (y.Count > 0) x.Device.Scan(kind, x.Detach().Contiguous(), y, axis, reverse);
        return y;
    }

    /// <summary>Running extremes and their positions, to which the gradient goes.</summary>
    internal static (Tensor Values, Tensor Indices) Extreme(Tensor x, int dim, bool largest)
    {
        var axis = Reduction.AxisOf(x, dim);
        var values = Tensor.EmptyLike(x);
        var indices = Tensor.EmptyLike(x, DType.Int64);
        if (values.Count > 0) x.Device.ScanExtreme(largest, x.Detach().Contiguous(), values, indices, axis);
        return (Tape.Tracks(x) ? Ordering.Picked(x, dim, indices) : values, indices);
    }
}

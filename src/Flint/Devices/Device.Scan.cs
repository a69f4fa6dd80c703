using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>Sums, products or log-sum-exps up to each element along the axis; x and y are contiguous, of one dtype, not Bool. Reversed, from each element on.</summary>
    internal abstract void Scan(ScanKind kind, Tensor x, Tensor y, Axis axis, bool reverse);

    /// <summary>The largest (smallest) up to each element along the axis, and the positions: the last of equals. All are contiguous.</summary>
    internal abstract void ScanExtreme(bool largest, Tensor x, Tensor y, Tensor indices, Axis axis);

    /// <summary>
    /// The first <paramref name="count"/> of x along the axis when sorted, and their positions; equal elements keep their order, NaN counts as
    /// largest. All are contiguous; the results have size count in the axis.
    /// </summary>
    internal abstract void Sort(Tensor x, Tensor values, Tensor indices, Axis axis, int count, bool descending);

    /// <summary>
    /// Where each value belongs in its sorted line: before (right: behind) equal ones. Contiguous, of one dtype: sorted [lines, n] and values
    /// [lines, m]; a single line serves all.
    /// </summary>
    internal abstract void Search(Tensor sorted, Tensor values, Tensor positions, bool right);
}

/// <summary>What a scan adds up.</summary>
enum ScanKind
{
    /// <summary>Σ x.</summary>
    Sum,

    /// <summary>Π x.</summary>
    Product,

    /// <summary>log Σ eˣ.</summary>
    LogSumExp,
}

using Flint.Kernels;

namespace Flint;

/// <summary>Where the factor 1/n of a Fourier transform and its inverse goes.</summary>
public enum FftNorm
{
    /// <summary>All of it to the inverse.</summary>
    Backward,

    /// <summary>1/√n to both.</summary>
    Ortho,

    /// <summary>All of it to the forward transform.</summary>
    Forward,
}

/// <summary>Transforms of the last dimension, whose gradients are each other.</summary>
static class Fourier
{
    /// <summary>Pairs [..., n, 2] to pairs; the gradient is the conjugate transpose.</summary>
    internal static Tensor Pairs(Tensor x, bool inverse, double scale)
    {
        var y = Tensor.EmptyLike(x);
        if (x.Count > 0) x.Device.Fft(x.Detach().Contiguous(), y, x.Size(-2), inverse ? FftForm.Inverse : FftForm.Forward, scale);
        return Tape.Record(y, x, dy => Pairs(dy, !inverse, scale));
    }

    /// <summary>[..., n] to [..., n/2 + 1, 2].</summary>
    internal static Tensor ToHalf(Tensor x, double scale)
    {
        var n = x.Size(-1);
        var y = Tensor.Empty([.. x.Layout.Sizes[..^1], n / 2 + 1, 2], x.DType);
        if (x.Count > 0) x.Device.Fft(x.Detach().Contiguous(), y, n, FftForm.RealToHalf, scale);
        return Tape.Record(y, x, dy => ToReal(dy * Counts(n, 0.5, dy.DType), n, scale));
    }

    /// <summary>[..., n/2 + 1, 2] to [..., n].</summary>
    internal static Tensor ToReal(Tensor x, int n, double scale)
    {
        var y = Tensor.Empty([.. x.Layout.Sizes[..^2], n], x.DType);
        if (y.Count > 0) x.Device.Fft(x.Detach().Contiguous(), y, n, FftForm.HalfToReal, scale);
        return Tape.Record(y, x, dy => ToHalf(dy, scale) * Counts(n, 2, dy.DType));
    }

    /// <summary>1 for frequencies that are their own conjugate, else <paramref name="other"/>: how often they count in the full spectrum.</summary>
    static Tensor Counts(int n, double other, DType dtype)
    {
        var counts = new double[n / 2 + 1];
        for (var k = 0; k < counts.Length; k++) counts[k] = k == 0 || 2 * k == n ? 1 : other;
        return Tensor.Wrap(counts, [counts.Length, 1]).To(dtype);
    }

    internal static double Scale(int n, FftNorm norm, bool inverse) => norm switch
    {
        FftNorm.Ortho => 1 / Math.Sqrt(n),
        FftNorm.Backward => inverse ? 1.0 / n : 1,
        _ => inverse ? 1 : 1.0 / n,
    };

    /// <summary>Dimension <paramref name="dim"/> of a complex tensor, which does not count the pairs.</summary>
    internal static int PairDim(string name, Tensor x, int dim)
    {
        RequirePairs(name, x, leastRank: 2);
        return dim >= 1 - x.Rank && dim < x.Rank - 1
            ? dim < 0 ? dim + x.Rank - 1 : dim
            : throw new TensorIndexException($"{name}: dimension {dim} is out of range for {x.Rank - 1} dimensions of pairs, shape {x.Shape}: use {1 - x.Rank} to {x.Rank - 2}.");
    }

    internal static void RequirePairs(string name, Tensor x, int leastRank)
    {
        if (x.Rank < leastRank || x.Size(-1) != 2)
            throw new ShapeException($"{name} expects complex numbers as pairs, [..., 2], but got {x.Shape}: a real signal goes to Rfft, or stack it with zeros as last dimension.");
        Floating(name, x);
    }

    internal static void Floating(string name, Tensor x)
    {
        if (!x.DType.IsFloating) throw new DTypeException($"{name} expects Float32 or Float64, but got {x.DType}: convert with To(DType.Float32).");
    }

    internal static int Length(string name, int? n, int size)
    {
        var length = n ?? size;
        return length >= 1 ? length : throw new ShapeException($"{name} needs a length of 1 or more, but got {length}.");
    }

    /// <summary>The first n elements along a dimension, with zeros behind where there are fewer.</summary>
    internal static Tensor Fit(Tensor x, int dim, int n)
    {
        var size = x.Size(dim);
        if (size > n) return x.Narrow(dim, 0, n);
        if (size == n) return x;
        int[] more = [.. x.Layout.Sizes];
        more[dim] = n - size;
        return Tensor.Concat([x, Tensor.Zeros(new Shape(more), x.DType)], dim);
    }
}

namespace Flint;

/// <summary>Conversion between dtypes.</summary>
public static class ToOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// This tensor itself if it has the dtype, else a contiguous copy: floats to integers are cut toward zero, anything nonzero
        /// is true. The gradient flows between floating dtypes.
        /// </summary>
        public Tensor To(DType dtype) => x.DType == dtype ? x : Convert(x, dtype);
    }

    // Apart, as a method with a closure allocates it on entry: To is called for every operand of every operation.
    static Tensor Convert(Tensor x, DType dtype)
    {
        var y = Tensor.EmptyLike(x, dtype);
        x.Device.Copy(x, y);
        if (!dtype.IsFloating || !Tape.Tracks(x)) return y;
        var source = x.DType;
        return Tape.Record(y, x, dy => dy.To(source));
    }
}

namespace Flint;

/// <summary>The choice between two tensors.</summary>
public static class WhereOps
{
    extension(Tensor)
    {
        /// <summary>a where <paramref name="condition"/> is true (nonzero), else b; all three broadcast, a and b promoted.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public static Tensor Where(Tensor condition, Tensor a, Tensor b)
        {
            var dtype = DTypes.Result(a, b);
            (a, b) = (a.To(dtype), b.To(dtype));
            var test = condition.To(DType.Bool);
            var y = Tensor.Empty(Broadcasting.Sizes(Broadcasting.Sizes(a.Shape, b.Shape), test.Shape), dtype);
            y.Device.Where(test, a, b, y);
            if (!Tape.Tracks(a) && !Tape.Tracks(b)) return y;
            var (shapeA, shapeB) = (a.Shape, b.Shape);
            return Tape.Record(y, [a, b], (dy, wanted) =>
            [
                wanted[0] ? Tensor.Where(test, dy, 0f).SumTo(shapeA) : null,
                wanted[1] ? Tensor.Where(test, 0f, dy).SumTo(shapeB) : null,
            ], test);
        }
    }
}

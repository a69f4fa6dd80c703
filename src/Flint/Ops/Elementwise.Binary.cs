using Flint.Kernels;

namespace Flint;

public static partial class Elementwise
{
    /// <summary>y = op(a, b), of the shape to which a and b broadcast and their common dtype (Float32 for integers unless the body keeps them).</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor Binary<TOp>(Tensor a, Tensor b, TOp op = default) where TOp : unmanaged, IBinaryOp
    {
        var dtype = DTypes.Result(a, b);
        if (!dtype.IsFloating && !TOp.KeepsIntegers) dtype = DType.Float32;
        if (dtype == DType.Bool) return Binary(a.To(DType.UInt8), b.To(DType.UInt8), op).To(DType.Bool);
        // A number keeps its digits beside a 16-bit tensor: x * 0.1 rounds once.
        (a, b) = (a.To(a.IsWeak ? dtype.Finer : dtype), b.To(b.IsWeak ? dtype.Finer : dtype));
        var y = Tensor.Empty(Broadcasting.Result(a, b), dtype);
        y.Device.Binary(op, a, b, y);
        return Tape.Tracks(a) || Tape.Tracks(b) ? Record(op, a, b, y) : y;
    }

    /// <summary>As <see cref="Binary"/>, for bodies that work on bits.</summary>
    internal static Tensor Bits<TOp>(string name, Tensor a, Tensor b) where TOp : unmanaged, IBinaryOp
    {
        if (DTypes.Result(a, b) is { IsFloating: true })
            throw new DTypeException($"Bitwise{name} is not defined for {a.DType} and {b.DType}: use Logical{name}, or convert with To(DType.Int64) first.");
        return Binary<TOp>(a, b);
    }

    /// <summary>As <see cref="Binary"/>, for bodies that take integers only.</summary>
    internal static Tensor Integral<TOp>(string operation, Tensor a, Tensor b) where TOp : unmanaged, IBinaryOp
    {
        if (DTypes.Result(a, b) is { IsFloating: true })
            throw new DTypeException($"{operation} needs integers, but got {a.DType} and {b.DType}: convert with To(DType.Int64) first.");
        return Binary<TOp>(a, b);
    }

    /// <summary>target = op(target, b) in the target's own memory; b is broadcast and converted, and the result must fit; not recorded.</summary>
    internal static void BinaryInto<TOp>(Tensor target, Tensor b, TOp op = default) where TOp : unmanaged, IBinaryOp
    {
        if (target.DType == DType.Bool) target.Device.Copy(Binary(target, b, op), target);
        else target.Device.Binary(op, target, b.To(b.IsWeak ? target.DType.Finer : target.DType), target);
        target.Storage.Version++;
    }

    /// <summary>Bool of a comparison of a and b, broadcast, after promotion.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor Compare<TOp>(Tensor a, Tensor b, TOp op = default) where TOp : unmanaged, IComparison
    {
        var dtype = DTypes.Result(a, b);
        var y = Tensor.Empty(Broadcasting.Result(a, b), DType.Bool);
        y.Device.Compare(op, a.To(dtype), b.To(dtype), y);
        return y;
    }

    static Tensor Record<TOp>(TOp op, Tensor a, Tensor b, Tensor y) where TOp : unmanaged, IBinaryOp
    {
        var reads = (Tape.Tracks(a) && !TOp.PassesToA ? TOp.GradientAReads : Operands.None) |
                    (Tape.Tracks(b) && !TOp.PassesToB ? TOp.GradientBReads : Operands.None);
        var first = reads.HasFlag(Operands.First) ? a : null;
        var second = reads.HasFlag(Operands.Second) ? b : null;
        var output = reads.HasFlag(Operands.Output) ? y : null;
        var (shapeA, shapeB) = (a.Shape, b.Shape);
        return Tape.Record(y, [a, b], (dy, wanted) =>
        [
            wanted[0] ? Gradient(Operands.First, TOp.PassesToA, dy).SumTo(shapeA) : null,
            wanted[1] ? Gradient(Operands.Second, TOp.PassesToB, dy).SumTo(shapeB) : null,
        ], Present(first, second, output));

        Tensor Gradient(Operands input, bool passes, Tensor dy)
        {
            if (passes) return dy;
            if (Tape.Enabled) return Expression(op, input, new(dy), new(first ?? dy), new(second ?? dy), new(output ?? dy)).As(dy);
            var result = Tensor.EmptyLike(dy);
            dy.Device.BinaryGradient(op, input, dy, first ?? dy, second ?? dy, output ?? dy, result);
            return result;
        }
    }
    static TensorLane Expression<TOp>(TOp op, Operands input, TensorLane dy, TensorLane a, TensorLane b, TensorLane y) where TOp : unmanaged, IBinaryOp =>
        input == Operands.First ? op.GradientA(dy, a, b, y) : op.GradientB(dy, a, b, y);
}

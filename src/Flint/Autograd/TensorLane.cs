using Flint.Kernels;

namespace Flint;

/// <summary>
/// A lane whose value is a whole tensor and whose operators are recorded operations: run on it, the body of an element-wise operation
/// becomes an expression on the tape, so that a gradient written once can be differentiated again. Masks are Bool tensors.
/// </summary>
readonly struct TensorLane(Tensor value) : ILane<TensorLane>
{
    internal Tensor Value { get; } = value;

    /// <summary>A number that takes the dtype of what it meets.</summary>
    public static TensorLane Const(double value) => new(value);

    public static TensorLane operator +(TensorLane a, TensorLane b) => new(a.Value.Add(b.Value));

    public static TensorLane operator -(TensorLane a, TensorLane b) => new(a.Value.Sub(b.Value));

    public static TensorLane operator *(TensorLane a, TensorLane b) => new(a.Value.Mul(b.Value));

    public static TensorLane operator /(TensorLane a, TensorLane b) => new(a.Value.Div(b.Value));

    public static TensorLane operator -(TensorLane a) => new(a.Value.Neg());

    public static TensorLane Fma(TensorLane a, TensorLane b, TensorLane c) => a * b + c;

    public static TensorLane operator <(TensorLane a, TensorLane b) => new(a.Value.Lt(b.Value));

    public static TensorLane operator >(TensorLane a, TensorLane b) => new(a.Value.Gt(b.Value));

    public static TensorLane operator <=(TensorLane a, TensorLane b) => new(a.Value.Le(b.Value));

    public static TensorLane operator >=(TensorLane a, TensorLane b) => new(a.Value.Ge(b.Value));

    public static TensorLane Equal(TensorLane a, TensorLane b) => new(a.Value.Eq(b.Value));

    /// <summary>Both masks; a mask and a value give the value where the mask holds, else 0.</summary>
    public static TensorLane operator &(TensorLane a, TensorLane b) => (a.IsMask, b.IsMask) switch
    {
        (true, false) => Select(a, b, Const(0)),
        (false, true) => Select(b, a, Const(0)),
        _ => new(a.Value.BitwiseAnd(b.Value)),
    };

    public static TensorLane operator |(TensorLane a, TensorLane b) => new(a.Value.BitwiseOr(b.Value));

    public static TensorLane operator ^(TensorLane a, TensorLane b) => new(a.Value.BitwiseXor(b.Value));

    public static TensorLane operator ~(TensorLane a) => new(a.Value.LogicalNot());

    public static TensorLane Select(TensorLane mask, TensorLane a, TensorLane b) => new(Tensor.Where(mask.Value, a.Value, b.Value));

    public static TensorLane Min(TensorLane a, TensorLane b) => new(a.Value.Minimum(b.Value));

    public static TensorLane Max(TensorLane a, TensorLane b) => new(a.Value.Maximum(b.Value));

    public static TensorLane Abs(TensorLane x) => new(x.Value.Abs());

    public static TensorLane Sqrt(TensorLane x) => new(x.Value.Sqrt());

    public static TensorLane Floor(TensorLane x) => new(x.Value.Floor());

    public static TensorLane Ceiling(TensorLane x) => new(x.Value.Ceil());

    public static TensorLane Round(TensorLane x) => new(x.Value.Round());

    public static TensorLane Exp(TensorLane x) => new(x.Value.Exp());

    public static TensorLane Expm1(TensorLane x) => new(x.Value.Expm1());

    public static TensorLane Log(TensorLane x) => new(x.Value.Log());

    public static TensorLane Log1p(TensorLane x) => new(x.Value.Log1p());

    public static TensorLane Pow(TensorLane a, TensorLane b) => new(a.Value.Pow(b.Value));

    public static TensorLane Tanh(TensorLane x) => new(x.Value.Tanh());

    public static TensorLane Sigmoid(TensorLane x) => new(x.Value.Sigmoid());

    public static TensorLane Erf(TensorLane x) => new(x.Value.Erf());

    public static TensorLane Sin(TensorLane x) => new(x.Value.Sin());

    public static TensorLane Cos(TensorLane x) => new(x.Value.Cos());

    public static TensorLane Atan(TensorLane x) => new(x.Value.Atan());

    public static TensorLane Apply<TFunction>(TFunction function, TensorLane x) where TFunction : unmanaged, IUnaryFunction =>
        new(Elementwise.Unary(x.Value, function));

    public static TensorLane Apply<TFunction>(TFunction function, TensorLane a, TensorLane b) where TFunction : unmanaged, IBinaryFunction =>
        new(Elementwise.Binary(a.Value, b.Value, function));

    bool IsMask => Value.DType == DType.Bool;

    /// <summary>The gradient that a body gave, in full: of dy's shape and dtype, and recorded.</summary>
    internal Tensor As(Tensor dy)
    {
        var gradient = Value.To(dy.DType).Expand(dy.Shape);
        // A constant, such as the 0 of Floor: whatever dy is, its own gradient is 0.
        return gradient.RequiresGrad ? gradient : Tape.Record(gradient.Clone(), dy, d => Composite.Zeros(dy, d));
    }
}

using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>y = f(x); x is broadcast to the shape of y.</summary>
    internal abstract void Unary<TOp>(TOp op, Tensor x, Tensor y) where TOp : unmanaged, IUnaryOp;

    /// <summary>dx = f'(dy, x, y); what the gradient does not read may be any tensor of that shape.</summary>
    internal abstract void UnaryGradient<TOp>(TOp op, Tensor dy, Tensor x, Tensor y, Tensor dx) where TOp : unmanaged, IUnaryOp;

    /// <summary>y = f(a, b) of equal dtypes; a and b are broadcast to the shape of y.</summary>
    internal abstract void Binary<TOp>(TOp op, Tensor a, Tensor b, Tensor y) where TOp : unmanaged, IBinaryOp;

    /// <summary>The gradient of <paramref name="input"/> (First or Second) in the shape of y.</summary>
    internal abstract void BinaryGradient<TOp>(TOp op, Operands input, Tensor dy, Tensor a, Tensor b, Tensor y, Tensor result) where TOp : unmanaged, IBinaryOp;

    /// <summary>y = Bool of a test of x.</summary>
    internal abstract void Test<TOp>(TOp op, Tensor x, Tensor y) where TOp : unmanaged, ITest;

    /// <summary>y = Bool of a comparison; a and b are broadcast to the shape of y.</summary>
    internal abstract void Compare<TOp>(TOp op, Tensor a, Tensor b, Tensor y) where TOp : unmanaged, IComparison;

    /// <summary>y = a where the Bool condition holds, else b; all are broadcast to the shape of y.</summary>
    internal abstract void Where(Tensor condition, Tensor a, Tensor b, Tensor y);
}

using Flint.Kernels;

namespace Flint;

/// <summary>
/// Runs element-wise bodies on tensors: promotes and broadcasts the inputs, computes on their device, and records the
/// gradient. Flint's own operations and those of users are made with it alike.
/// </summary>
/// <example>
/// <code>
/// public static Tensor Cube(this Tensor x) => Elementwise.Unary&lt;CubeBody&gt;(x);
///
/// readonly struct CubeBody : IUnaryOp
/// {
///     public V Forward&lt;V&gt;(V x) where V : struct, ILane&lt;V&gt; => x * x * x;
///     public V Gradient&lt;V&gt;(V dy, V x, V y) where V : struct, ILane&lt;V&gt; => dy * V.Const(3) * x * x;
/// }
/// </code>
/// </example>
public static partial class Elementwise
{
    /// <summary>y = op(x), of the shape of x. Integers give Float32 unless the body keeps them.</summary>
    /// <exception cref="DTypeException">The body keeps integers, and x is Bool.</exception>
    public static Tensor Unary<TOp>(Tensor x, TOp op = default) where TOp : unmanaged, IUnaryOp
    {
        if (!x.DType.IsFloating && !TOp.KeepsIntegers) x = x.To(DType.Float32);
        var y = Tensor.EmptyLike(x);
        x.Device.Unary(op, x, y);
        return Tape.Tracks(x) ? Record(op, x, y) : y;
    }

    /// <summary>Bool of a test of each element of x.</summary>
    public static Tensor Test<TOp>(Tensor x, TOp op = default) where TOp : unmanaged, ITest
    {
        var y = Tensor.EmptyLike(x, DType.Bool);
        x.Device.Test(op, x, y);
        return y;
    }

    static Tensor Record<TOp>(TOp op, Tensor x, Tensor y) where TOp : unmanaged, IUnaryOp
    {
        var first = TOp.GradientReads.HasFlag(Operands.First) ? x : null;
        var output = TOp.GradientReads.HasFlag(Operands.Output) ? y : null;
        return Tape.Record(y, x, dy =>
        {
            if (Tape.Enabled) return op.Gradient<TensorLane>(new(dy), new(first ?? dy), new(output ?? dy)).As(dy);
            var dx = Tensor.EmptyLike(dy);
            dy.Device.UnaryGradient(op, dy, first ?? dy, output ?? dy, dx);
            return dx;
        }, Present(first, output));
    }

    static Tensor[] Present(params ReadOnlySpan<Tensor?> tensors)
    {
        var count = 0;
        foreach (var tensor in tensors)
            if (tensor is not null) count++;
        var present = new Tensor[count];
        foreach (var tensor in tensors)
            if (tensor is not null) present[^count--] = tensor;
        return present;
    }
}

namespace Flint.Kernels;

/// <summary>
/// The body of a one-input element-wise operation, written once for every dtype and register width: a
/// <c>readonly struct</c> whose fields, if any, are its parameters. Mark both methods with
/// <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>, and run it with <see cref="Elementwise.Unary"/>.
/// </summary>
public interface IUnaryOp
{
    /// <summary>True for bodies that are exact on integers; else integers are computed as Float32.</summary>
    static virtual bool KeepsIntegers => false;

    /// <summary>What <see cref="Gradient"/> reads besides dy; anything else is not kept until backward.</summary>
    static virtual Operands GradientReads => Operands.First;

    /// <summary>y = f(x).</summary>
    V Forward<V>(V x) where V : struct, ILane<V>;

    /// <summary>dx = dy f'(x). Values that <see cref="GradientReads"/> does not name are undefined.</summary>
    V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>;
}

/// <summary>The values of an operation that its gradient reads.</summary>
[Flags]
public enum Operands
{
    /// <summary>Only the gradient of the output.</summary>
    None = 0,

    /// <summary>The first (or only) input.</summary>
    First = 1,

    /// <summary>The second input.</summary>
    Second = 2,

    /// <summary>The output.</summary>
    Output = 4,
}

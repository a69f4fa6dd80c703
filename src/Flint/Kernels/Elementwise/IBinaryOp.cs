namespace Flint.Kernels;

/// <summary>
/// The body of a two-input element-wise operation; inputs are promoted and broadcast before. See <see cref="IUnaryOp"/>;
/// run it with <see cref="Elementwise.Binary"/>.
/// </summary>
public interface IBinaryOp
{
    /// <summary>True for bodies that are exact on integers; else integers are computed as Float32.</summary>
    static virtual bool KeepsIntegers => false;

    /// <summary>What <see cref="GradientA"/> reads besides dy.</summary>
    static virtual Operands GradientAReads => Operands.First | Operands.Second;

    /// <summary>What <see cref="GradientB"/> reads besides dy.</summary>
    static virtual Operands GradientBReads => Operands.First | Operands.Second;

    /// <summary>True where da = dy: the gradient is handed on without a copy.</summary>
    static virtual bool PassesToA => false;

    /// <summary>True where db = dy: the gradient is handed on without a copy.</summary>
    static virtual bool PassesToB => false;

    /// <summary>y = f(a, b).</summary>
    V Forward<V>(V a, V b) where V : struct, ILane<V>;

    /// <summary>da = dy ∂f/∂a.</summary>
    V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V>;

    /// <summary>db = dy ∂f/∂b.</summary>
    V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V>;
}

/// <summary>The body of a test of one value, giving Bool.</summary>
public interface ITest
{
    /// <summary>The mask of the elements that pass.</summary>
    V Test<V>(V x) where V : struct, ILane<V>;
}

/// <summary>The body of a comparison of two values, giving Bool.</summary>
public interface IComparison
{
    /// <summary>The mask of the elements for which the comparison holds.</summary>
    V Compare<V>(V a, V b) where V : struct, ILane<V>;
}

namespace Flint.Kernels;

/// <summary>
/// A few elements that are computed together: one SIMD register, or a single element. Bodies of element-wise operations
/// are written once over <typeparamref name="V"/> and serve every width and dtype. A body uses lane operations only and
/// never branches on data: <see cref="Select"/> chooses.
/// </summary>
/// <typeparam name="V">The implementing lane itself.</typeparam>
/// <remarks>Comparisons give a mask: all bits of an element set where true. Integer lanes have no transcendental functions.</remarks>
public interface ILane<V> where V : struct, ILane<V>
{
    /// <summary>The same value in every element.</summary>
    static abstract V Const(double value);

    /// <summary>Zeros.</summary>
    static virtual V Zero => V.Const(0);

    /// <summary>Ones.</summary>
    static virtual V One => V.Const(1);

    /// <summary>a + b.</summary>
    static abstract V operator +(V a, V b);

    /// <summary>a - b.</summary>
    static abstract V operator -(V a, V b);

    /// <summary>a * b.</summary>
    static abstract V operator *(V a, V b);

    /// <summary>a / b; truncated for integers.</summary>
    static abstract V operator /(V a, V b);

    /// <summary>-a.</summary>
    static abstract V operator -(V a);

    /// <summary>a * b + c, rounded once where the processor can (else twice).</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>Mask of a &lt; b; false for NaN.</summary>
    static abstract V operator <(V a, V b);

    /// <summary>Mask of a &gt; b; false for NaN.</summary>
    static abstract V operator >(V a, V b);

    /// <summary>Mask of a &lt;= b; false for NaN.</summary>
    static abstract V operator <=(V a, V b);

    /// <summary>Mask of a &gt;= b; false for NaN.</summary>
    static abstract V operator >=(V a, V b);

    /// <summary>Mask of a = b; false for NaN.</summary>
    static abstract V Equal(V a, V b);

    /// <summary>Both masks.</summary>
    static abstract V operator &(V a, V b);

    /// <summary>Either mask.</summary>
    static abstract V operator |(V a, V b);

    /// <summary>Exactly one of the masks.</summary>
    static abstract V operator ^(V a, V b);

    /// <summary>The opposite mask.</summary>
    static abstract V operator ~(V a);

    /// <summary><paramref name="a"/> where the mask is set, else <paramref name="b"/>.</summary>
    static abstract V Select(V mask, V a, V b);

    /// <summary>The smaller; NaN if either is NaN.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The larger; NaN if either is NaN.</summary>
    static abstract V Max(V a, V b);

    /// <summary>|x|.</summary>
    static abstract V Abs(V x);

    /// <summary>The square root.</summary>
    static abstract V Sqrt(V x);

    /// <summary>The largest whole number not above x.</summary>
    static abstract V Floor(V x);

    /// <summary>The smallest whole number not below x.</summary>
    static abstract V Ceiling(V x);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract V Round(V x);

    /// <summary>eˣ.</summary>
    static abstract V Exp(V x);

    /// <summary>eˣ - 1, exact near 0.</summary>
    static abstract V Expm1(V x);

    /// <summary>The natural logarithm.</summary>
    static abstract V Log(V x);

    /// <summary>log(1 + x), exact near 0.</summary>
    static abstract V Log1p(V x);

    /// <summary>aᵇ.</summary>
    static abstract V Pow(V a, V b);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract V Tanh(V x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    static abstract V Sigmoid(V x);

    /// <summary>The error function, 2/√π ∫₀ˣ e^(-t²) dt.</summary>
    static abstract V Erf(V x);

    /// <summary>The sine of an angle in radians.</summary>
    static abstract V Sin(V x);

    /// <summary>The cosine of an angle in radians.</summary>
    static abstract V Cos(V x);

    /// <summary>The angle in (-π/2, π/2) of this tangent.</summary>
    static abstract V Atan(V x);

    /// <summary>A function that has no lane form, element by element in double precision.</summary>
    static abstract V Apply<TFunction>(TFunction function, V x) where TFunction : unmanaged, IUnaryFunction;

    /// <summary>A function of two numbers that has no lane form, element by element.</summary>
    static abstract V Apply<TFunction>(TFunction function, V a, V b) where TFunction : unmanaged, IBinaryFunction;
}

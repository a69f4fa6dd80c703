namespace Flint.NN;

/// <summary>
/// Fills weights in place and gives them back, as torch.nn.init. A weight is [out, in] or [out, in, kernel...]; its fan-in is in times
/// the kernel's size, its fan-out is out times it.
/// </summary>
public static partial class Init
{
    /// <summary>U(-b, b), <c>b = gain · √(3 / fan)</c> (He et al. 2015). The default of Linear and Conv2d is a = √5.</summary>
    /// <param name="weight">At least a matrix.</param>
    /// <param name="a">The slope of LeakyRelu that follows.</param>
    /// <param name="mode">The side whose variance is kept.</param>
    /// <param name="nonlinearity">What follows the weight.</param>
    /// <param name="generator">The ambient one where not given.</param>
    /// <exception cref="ShapeException">The weight has fewer than two dimensions.</exception>
    public static Tensor KaimingUniform(
        Tensor weight, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyRelu, Generator? generator = null)
    {
        var bound = Gain(nonlinearity, a) * Math.Sqrt(3.0 / Fan(weight, mode));
        return Uniform(weight, -bound, bound, generator);
    }

    /// <summary>N(0, s²), <c>s = gain / √fan</c> (He et al. 2015).</summary>
    /// <inheritdoc cref="KaimingUniform"/>
    public static Tensor KaimingNormal(
        Tensor weight, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyRelu, Generator? generator = null) =>
        Normal(weight, 0, Gain(nonlinearity, a) / Math.Sqrt(Fan(weight, mode)), generator);

    /// <summary>U(-b, b), <c>b = gain · √(6 / (fanIn + fanOut))</c> (Glorot and Bengio 2010).</summary>
    /// <param name="weight">At least a matrix.</param>
    /// <param name="gain">See <see cref="Gain"/>.</param>
    /// <param name="generator">The ambient one where not given.</param>
    /// <exception cref="ShapeException">The weight has fewer than two dimensions.</exception>
    public static Tensor XavierUniform(Tensor weight, double gain = 1, Generator? generator = null)
    {
        var bound = gain * Math.Sqrt(6.0 / (Fan(weight, FanMode.FanIn) + Fan(weight, FanMode.FanOut)));
        return Uniform(weight, -bound, bound, generator);
    }

    /// <summary>N(0, s²), <c>s = gain · √(2 / (fanIn + fanOut))</c> (Glorot and Bengio 2010).</summary>
    /// <inheritdoc cref="XavierUniform"/>
    public static Tensor XavierNormal(Tensor weight, double gain = 1, Generator? generator = null) =>
        Normal(weight, 0, gain * Math.Sqrt(2.0 / (Fan(weight, FanMode.FanIn) + Fan(weight, FanMode.FanOut))), generator);

    /// <summary>Evenly distributed in [low, high).</summary>
    public static Tensor Uniform(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
        SkipInit.IsOn ? tensor : Set(tensor, Tensor.Uniform(tensor.Shape, low, high, tensor.DType, generator));

    /// <summary>Normally distributed.</summary>
    public static Tensor Normal(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
        SkipInit.IsOn ? tensor : Set(tensor, Tensor.Normal(tensor.Shape, mean, std, tensor.DType, generator));

    /// <summary>Every element is <paramref name="value"/>.</summary>
    public static Tensor Constant(Tensor tensor, double value)
    {
        using var _ = new NoGrad();
        tensor.Fill(value);
        return tensor;
    }

    /// <summary>All zeros.</summary>
    public static Tensor Zeros(Tensor tensor) => Constant(tensor, 0);

    /// <summary>All ones.</summary>
    public static Tensor Ones(Tensor tensor) => Constant(tensor, 1);

    /// <summary>Ones on the diagonal, zeros elsewhere: a Linear that keeps its input.</summary>
    /// <exception cref="ShapeException">The tensor is not a matrix.</exception>
    public static Tensor Eye(Tensor tensor) => tensor.Rank == 2
        ? Set(tensor, Tensor.Eye(tensor.Size(0), tensor.Size(1), tensor.DType))
        : throw new ShapeException($"Eye fills a matrix, but got {tensor.Shape}.");

    /// <summary>How much an activation shrinks the standard deviation, to be made up for by the weights before it.</summary>
    /// <param name="nonlinearity">The activation.</param>
    /// <param name="slope">The slope of LeakyRelu below zero.</param>
    public static double Gain(Nonlinearity nonlinearity, double slope = 0.01) => nonlinearity switch
    {
        Nonlinearity.Tanh => 5.0 / 3,
        Nonlinearity.Relu => Math.Sqrt(2),
        Nonlinearity.LeakyRelu => Math.Sqrt(2 / (1 + slope * slope)),
        Nonlinearity.Selu => 0.75,
        _ => 1,
    };

    internal static long Fan(Tensor weight, FanMode mode)
    {
        if (weight.Rank < 2)
            throw new ShapeException($"Fan-in and fan-out need a weight [out, in, ...] of two dimensions or more, but got {weight.Shape}.");
        var kernel = weight.Count / Math.Max(1, (long)weight.Size(0) * weight.Size(1));
        return Math.Max(1, weight.Size(mode == FanMode.FanIn ? 1 : 0) * kernel);
    }

    /// <summary>A layer's new weight: PyTorch's default, U(±1/√fanIn).</summary>
    internal static Tensor DefaultWeight(Shape shape) => KaimingUniform(Tensor.Empty(shape), Math.Sqrt(5));

    /// <summary>A layer's new bias: U(±1/√fanIn) of its weight.</summary>
    internal static Tensor DefaultBias(Tensor weight, int? outputs = null)
    {
        var bound = 1 / Math.Sqrt(Fan(weight, FanMode.FanIn));
        return Uniform(Tensor.Empty([outputs ?? weight.Size(0)]), -bound, bound);
    }

    static Tensor Set(Tensor tensor, Tensor values)
    {
        using var _ = new NoGrad();
        tensor.CopyFrom(values);
        return tensor;
    }
}

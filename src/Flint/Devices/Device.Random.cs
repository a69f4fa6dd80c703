namespace Flint;

public abstract partial class Device
{
    /// <summary>Fills a contiguous floating tensor uniformly from [low, high).</summary>
    internal abstract void Uniform(Tensor y, double low, double high, GeneratorState start);

    /// <summary>Fills a contiguous floating tensor with normal numbers.</summary>
    internal abstract void Normal(Tensor y, double mean, double std, GeneratorState start);

    /// <summary>Fills a contiguous tensor of any dtype with 1 at probability <paramref name="p"/>, else 0.</summary>
    internal abstract void Bernoulli(Tensor y, double p, GeneratorState start);

    /// <summary>Fills a contiguous integer tensor uniformly from <paramref name="range"/> values upwards of <paramref name="low"/>.</summary>
    internal abstract void Integers(Tensor y, long low, ulong range, GeneratorState start);
}

namespace Flint;

sealed partial class WideningDevice
{
    internal override void Uniform(Tensor y, double low, double high, GeneratorState start)
    {
        var wide = new Widening(cpu);
        var drawn = wide.Out(y);
        cpu.Uniform(drawn, low, high, start);
        // Rounding must not reach the limit, which is no number of the range.
        if (!ReferenceEquals(drawn, y) && low < high) cpu.Binary(new MinimumOps.Body(), drawn, Below(high, y.DType), drawn);
        wide.Finish();
    }

    internal override void Normal(Tensor y, double mean, double std, GeneratorState start)
    {
        var wide = new Widening(cpu);
        cpu.Normal(wide.Out(y), mean, std, start);
        wide.Finish();
    }

    internal override void Bernoulli(Tensor y, double p, GeneratorState start)
    {
        var wide = new Widening(cpu);
        cpu.Bernoulli(wide.Out(y), p, start);
        wide.Finish();
    }

    internal override void Integers(Tensor y, long low, ulong range, GeneratorState start)
    {
        var wide = new Widening(cpu);
        cpu.Integers(wide.Out(y), low, range, start);
        wide.Finish();
    }

    /// <summary>The largest number of the dtype below <paramref name="high"/>, as Float32.</summary>
    static Tensor Below(double high, DType dtype)
    {
        float nearest, below;
        if (dtype == DType.Float16) (nearest, below) = ((float)(Half)high, (float)Half.BitDecrement((Half)high));
        else (nearest, below) = ((float)(BFloat16)high, (float)BFloat16.BitDecrement((BFloat16)high));
        return Tensor.Scalar(nearest < high ? nearest : below);
    }
}

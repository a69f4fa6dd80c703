using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Uniform(Tensor y, double low, double high, GeneratorState start)
    {
        if (y.DType == DType.Float64) Draw<double, UniformDouble>(y, start, new(low, high));
        else Draw<float, UniformFloat>(y, start, new((float)low, (float)high));
    }

    internal override void Normal(Tensor y, double mean, double std, GeneratorState start)
    {
        if (y.DType == DType.Float64) Draw<double, NormalDouble>(y, start, new(mean, std));
        else Draw<float, NormalFloat>(y, start, new((float)mean, (float)std));
    }

    internal override void Bernoulli(Tensor y, double p, GeneratorState start)
    {
        switch (y.DType)
        {
            case DType.Float32: Draw<float, Bernoulli<float>>(y, start, new(p)); break;
            case DType.Float64: Draw<double, Bernoulli<double>>(y, start, new(p)); break;
            case DType.Int64: Draw<long, Bernoulli<long>>(y, start, new(p)); break;
            case DType.Int32: Draw<int, Bernoulli<int>>(y, start, new(p)); break;
            default: Draw<byte, Bernoulli<byte>>(y, start, new(p)); break;
        }
    }

    internal override void Integers(Tensor y, long low, ulong range, GeneratorState start)
    {
        switch (y.DType)
        {
            case DType.Int64: Draw<long, Integers<long>>(y, start, new(low, range)); break;
            case DType.Int32: Draw<int, Integers<int>>(y, start, new(low, range)); break;
            case DType.Float32: Draw<float, Integers<float>>(y, start, new(low, range)); break;
            case DType.Float64: Draw<double, Integers<double>>(y, start, new(low, range)); break;
            default: Draw<byte, Integers<byte>>(y, start, new(low, range)); break;
        }
    }

    static void Draw<T, TDistribution>(Tensor y, GeneratorState start, TDistribution distribution)
        where T : unmanaged where TDistribution : struct, IDistribution<T>
    {
        fixed (byte* p = y.Storage) new RandomFill<T, TDistribution>((T*)p + y.Offset, y.Count, start, distribution).Fill();
        GC.KeepAlive(y);
    }
}

namespace Flint;

/// <summary>The rectified linear unit with random slopes (Xu et al. 2015).</summary>
public static class RreluOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// x above 0; below, x times a slope drawn from [lower, upper) for each element in training, the middle of them otherwise.
        /// </summary>
        /// <exception cref="ArgumentException">lower is above upper.</exception>
        public Tensor Rrelu(double lower = 1.0 / 8, double upper = 1.0 / 3, bool training = false, Generator? generator = null) => training
            ? Elementwise.Binary<PreluOps.Body>(x, Tensor.Uniform(x.Shape, lower, upper, x.DType, generator))
            : x.LeakyRelu((lower + upper) / 2);
    }
}

namespace Flint.Cli.Bench;

/// <summary>Matrix products.</summary>
static class GemmWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("gemm-576", () => Gemm(576, 576, 576)), ("gemm-1152", () => Gemm(1152, 1152, 1152)), ("gemm-2304", () => Gemm(2304, 2304, 2304)),
        ("gemm-tall", () => Gemm(64, 3072, 768)), ("gemv-4096", Gemv),
    ];

    static Workload Gemm(int m, int n, int k)
    {
        var (a, b) = (Tensor.RandN([m, k]), Tensor.RandN([k, n]));
        return Workload.Kernel(() => a.MatMul(b), flops: 2.0 * m * n * k);
    }

    static Workload Gemv()
    {
        const int n = 4096;
        var (a, x) = (Tensor.RandN([n, n]), Tensor.RandN([n]));
        return Workload.Kernel(() => a.MatMul(x), flops: 2.0 * n * n, bytes: 4.0 * (n * n + 2 * n), Traffic.Read);
    }
}

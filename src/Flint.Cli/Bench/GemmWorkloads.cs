namespace Flint.Cli.Bench;

/// <summary>Matrix products.</summary>
static class GemmWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("gemm-576", () => Gemm(576, 576, 576)), ("gemm-1152", () => Gemm(1152, 1152, 1152)), ("gemm-2304", () => Gemm(2304, 2304, 2304)),
        ("gemm-tall", () => Gemm(64, 3072, 768)), ("gemv-4096", Gemv),
        ("gemm-at-b-1152", () => Gemm(1152, 1152, 1152, transposed: "a")), ("gemm-a-bt-1152", () => Gemm(1152, 1152, 1152, transposed: "b")),
        .. Few(8), .. Few(16), .. Few(24), .. Few(48),
        ("gemm-batched-48x512x64", () => Batched(48, 512, 64)),
    ];

    /// <summary>Few columns, with A as it is and transposed; few rows, with B as it is and transposed (a linear layer).</summary>
    static (string, Func<Workload>)[] Few(int few) =>
    [
        ($"gemm-n{few}-1024", () => Gemm(1024, few, 1024)), ($"gemm-at-n{few}-1024", () => Gemm(1024, few, 1024, transposed: "a")),
        ($"gemm-m{few}-1024", () => Gemm(few, 1024, 1024)), ($"gemm-m{few}-bt-1024", () => Gemm(few, 1024, 1024, transposed: "b")),
    ];

    static Workload Gemm(int m, int n, int k, string transposed = "")
    {
        var a = transposed == "a" ? Tensor.RandN([k, m]).T : Tensor.RandN([m, k]);
        var b = transposed == "b" ? Tensor.RandN([n, k]).T : Tensor.RandN([k, n]);
        return Workload.Kernel(() => a.MatMul(b), flops: 2.0 * m * n * k);
    }

    /// <summary>Scores of attention: queries times keys, head by head.</summary>
    static Workload Batched(int heads, int tokens, int size)
    {
        var (q, k) = (Tensor.RandN([heads, tokens, size]), Tensor.RandN([heads, tokens, size]).MT);
        return Workload.Kernel(() => q.MatMul(k), flops: 2.0 * heads * tokens * tokens * size);
    }

    static Workload Gemv()
    {
        const int n = 4096;
        var (a, x) = (Tensor.RandN([n, n]), Tensor.RandN([n]));
        return Workload.Kernel(() => a.MatMul(x), flops: 2.0 * n * n, bytes: 4.0 * (n * n + 2 * n), Traffic.Read);
    }
}

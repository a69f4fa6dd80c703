using Flint.NN;
using Flint.Optim;

namespace Flint.Cli.Bench;

/// <summary>Operations whose time is that of moving the data.</summary>
static class MemoryWorkloads
{
    const int Mega = 1024 * 1024;

    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("softmax-4096x1024", Softmax), ("layernorm-4096x1024", LayerNorm), ("gelu-4M", Gelu), ("sum-16M", Sum), ("transpose-2048", Transpose),
        ("embedding-gather", Embedding), ("adam-10M", Adam),
    ];

    static Workload Softmax()
    {
        var x = Tensor.RandN([4096, 1024]);
        return Workload.Kernel(() => x.Softmax(-1), bytes: 8.0 * x.Count, exps: x.Count);
    }

    static Workload LayerNorm()
    {
        var x = Tensor.RandN([4096, 1024]);
        var norm = new LayerNorm(1024);
        return Workload.Kernel(() => norm.Forward(x), bytes: 8.0 * x.Count);
    }

    static Workload Gelu()
    {
        var x = Tensor.RandN([4 * Mega]);
        return Workload.Kernel(() => x.Gelu(), bytes: 8.0 * x.Count, erfs: x.Count);
    }

    static Workload Sum()
    {
        var x = Tensor.RandN([16 * Mega]);
        return Workload.Kernel(() => x.Sum(), bytes: 4.0 * x.Count, traffic: Traffic.Read);
    }

    static Workload Transpose()
    {
        var (x, y) = (Tensor.RandN([2048, 2048]), Tensor.Zeros([2048, 2048]));
        return Workload.Kernel(() => y.CopyFrom(x.Transpose(0, 1)), bytes: 8.0 * x.Count);
    }

    static Workload Embedding()
    {
        const int rows = 4096, width = 768, table = 50257;
        var (weight, ids) = (Tensor.RandN([table, width]), Tensor.RandInt(0, table, [rows]));
        return Workload.Kernel(() => weight.Embedding(ids), bytes: 8.0 * rows * width);
    }

    static Workload Adam()
    {
        var p = Tensor.RandN([10_000_000]);
        p.RequiresGrad = true;
        p.Grad = Tensor.RandN([10_000_000]);
        var adam = new Adam([p], lr: 1e-3);
        return new(_ => adam.Step()) { Unit = "calls", Bytes = 28.0 * p.Count };
    }
}

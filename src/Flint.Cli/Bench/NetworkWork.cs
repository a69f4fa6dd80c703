using Flint.NN;
using Flint.Optim;

namespace Flint.Cli.Bench;

/// <summary>
/// Counts what a network's step cannot do without, while the network runs once: the floor of `flint bench` is made of it.
/// </summary>
/// <remarks>
/// Arithmetic: the multiply-adds, two operations each, of linear layers and convolutions as they are defined (not by Winograd), once for
/// the output, once more for the gradient of the weight, and once more for the gradient of the input, where something is learnt before it. Element-wise work,
/// pooling and normalisation are not counted: they can be done on the way. Bytes: the batch is read; each parameter and each state of the
/// optimiser is read and written, each gradient written and read. Activations are not counted, as they can stay in the caches.
/// </remarks>
sealed class NetworkWork : IDisposable
{
    readonly SampleTrace trace = new();
    readonly List<IDisposable> hooks = [];
    readonly HashSet<Tensor> counted = new(ReferenceEqualityComparer.Instance);
    readonly Tensor[] parameters;

    double forward, backward;

    /// <summary>Counts what is computed until the result is disposed.</summary>
    internal NetworkWork(Module net)
    {
        parameters = [.. net.Parameters()];
        foreach (var (_, module) in net.NamedModules())
            if (module is IWeightLayer) hooks.Add(module.RegisterForwardHook(Note));
    }

    /// <summary>Operations of one forward pass; 0 where a matrix took part in a way that is not counted.</summary>
    internal double ForwardFlops => IsComplete ? forward : 0;

    /// <summary>Operations of a forward and a backward pass; 0 where a matrix took part in a way that is not counted.</summary>
    internal double TrainingFlops => IsComplete ? forward + backward : 0;

    /// <summary>Bytes that a training step moves at least.</summary>
    internal static double TrainingBytes(Module net, Optimizer optimizer, params ReadOnlySpan<Tensor> batch)
    {
        var state = optimizer.StateDict().Values.Where(t => t.Rank > 0).Sum(SizeOf);
        return SumOf(batch) + 4.0 * net.Parameters().Sum(SizeOf) + 2.0 * state;
    }

    /// <summary>Bytes that a forward pass reads at least.</summary>
    internal static double ForwardBytes(Module net, params ReadOnlySpan<Tensor> batch) => SumOf(batch) + net.Parameters().Sum(SizeOf);

    public void Dispose()
    {
        trace.Dispose();
        hooks.ForEach(hook => hook.Dispose());
    }

    bool IsComplete => parameters.Where(p => p.Rank > 1).All(counted.Contains);

    Tensor? Note(Module layer, Tensor output)
    {
        if (layer is not ISampleLayer { Weight: { } weight }) return null;
        var flops = 2.0 * output.Count * (weight.Count / weight.Size(0));
        forward += flops;
        if (output.UpToDateNode() is not null) // else all is frozen up to here
        {
            // The trace has what went in.
            if (trace.Calls is not [.., var call] || !ReferenceEquals(call.Layer, layer)) return null;
            backward += (weight.RequiresGrad ? flops : 0) + (call.InputNode is not null ? flops : 0);
        }
        counted.Add(weight);
        return null;
    }

    static double SumOf(ReadOnlySpan<Tensor> tensors)
    {
        var sum = 0.0;
        foreach (var tensor in tensors) sum += SizeOf(tensor);
        return sum;
    }

    static double SizeOf(Tensor tensor) => (double)tensor.Count * tensor.DType.Size;
}
